import type { Evidence, Reason } from '../../verdict/index.js'
import { readWords, type WordReading } from './from-words.js'
import { reasonInOtherScript } from './other-scripts.js'

const LONGEST = 200
const MOST_SENTENCES = 4

/**
 * What a short text says of a login, an account or a permission, by its most telling sentence. Each word of that sentence must
 * be known: otherwise it may speak of something else, or of another user.
 */
export function reasonFromSentence(text: string, role?: Evidence['role']): Reason | undefined {
  if (text.length > LONGEST) return undefined
  const other = reasonInOtherScript(text)
  if (other) return other
  let best: WordReading | undefined
  for (const sentence of text.split(/[.!?]+(?:\s+|$)|\n+/, MOST_SENTENCES)) {
    const reading = readSentence(sentence, role)
    if (reading && (best === undefined || reading.rank < best.rank)) best = reading
  }
  return best?.reason
}

/** The clauses of a sentence; one that cannot be read makes the others doubtful. */
function readSentence(sentence: string, role: Evidence['role'] | undefined): WordReading | undefined {
  let best: WordReading | undefined
  for (const clause of sentence.split(/\s*[:;,|()[\]]+\s*|\s+[-–—]+\s+/)) {
    const words = wordsOf(clause)
    if (words.length === 0) continue
    const reading = readWords(words, role)
    if (reading === undefined) return undefined
    if (best === undefined || reading.rank < best.rank) best = reading
  }
  return best
}

/** The words in lower case, without accents; a letter of another script is a word that nothing is known of. */
function wordsOf(clause: string): readonly string[] {
  return clause
    .normalize('NFD')
    .replace(/[\u0300-\u036f]+/g, '')
    .replace(/[’`´]/g, "'")
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bcan(?:'t|not)\b/g, 'can not')
    .replace(/n't\b/g, ' not')
    .replace(/'(?:s|re|ve|m)\b/g, ' is')
    .split(/[^a-z\d\u0080-\uffff]+/)
    .filter((word) => word !== '')
}
