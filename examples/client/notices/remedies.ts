import ky from 'ky'
import { describe, type Forbidden, type Words } from 'why401'
import { missingIn, sentenceOf } from '../words.ts'

/** A button that does what would help. */
export interface RemedyButton {
  readonly label: string
  /** Resolves with what to say afterwards; '' where nothing is left to say. */
  readonly run: () => Promise<string>
}

/** The page has fetched a new CSRF token by itself: nothing has to be loaded again. */
const words: Words = { csrf: { action: 'Send it again' }, 'insufficient-scope': { action: 'Ask for access' } }

/** The text of a message that something is forbidden. */
export function forbiddenWords(verdict: Forbidden): string {
  return verdict.remedy === 'refresh-csrf'
    ? 'It is up to date now. Send it again.'
    : (missingIn(verdict) ?? 'Ask whoever runs this.')
}

/** The button for it; undefined where the user can do nothing here. */
export function remedyFor(verdict: Forbidden): RemedyButton | undefined {
  const { action: label } = describe(verdict, words)
  if (label === undefined) return undefined
  if (verdict.remedy === 'request-access' || verdict.remedy === 'request-scope') {
    return { label, run: () => askForAccess(verdict) }
  }
  const form = verdict.remedy === 'refresh-csrf' ? formOf(verdict) : undefined
  if (form === undefined) return undefined
  return {
    label,
    run: async () => {
      form.requestSubmit()
      return ''
    },
  }
}

async function askForAccess(verdict: Forbidden): Promise<string> {
  const what = missingIn(verdict) ?? sentenceOf(verdict)
  try {
    await ky.post('/api/access-requests', { json: { what } })
    return 'You have asked for it. Whoever runs this decides.'
  } catch {
    return 'Your request did not get through. Try again.'
  }
}

/** The form whose request was refused. */
function formOf({ url }: Forbidden): HTMLFormElement | undefined {
  const id = url.endsWith('/api/projects') ? 'add-project' : 'store-key'
  const form = document.getElementById(id)
  return form instanceof HTMLFormElement ? form : undefined
}
