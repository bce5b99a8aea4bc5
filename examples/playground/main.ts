import { type Exchange, type Exchanges, isUnreadable, readExchanges, type Unreadable } from 'why401/exchange'
import { byId, make } from '../page/element.ts'
import { answerView, summaryOf } from './answer-view.ts'
import { hideEntries, type JudgedEntry, showEntries, startEntries } from './entry-view.ts'
import { judge } from './judge.ts'
import { emptyFields, fillFrom, fillFromSample, statusField, told, withFields } from './known-fields.ts'
import { type Sample, samples } from './samples.ts'
import { linkedText, showShareButton, startSharing } from './share.ts'

const form = byId('form', HTMLFormElement)
const paste = byId('paste', HTMLTextAreaElement)
const problem = byId('problem', HTMLParagraphElement)
const clear = byId('clear', HTMLButtonElement)
const file = byId('file', HTMLInputElement)
const summary = byId('summary', HTMLParagraphElement)
const answer = byId('answer', HTMLDivElement)
const empty = byId('empty', HTMLElement)
const sampleList = byId('samples', HTMLUListElement)

/** The page reads the text this long after the last key: screen readers must not speak at each key. */
const PAUSE = 250
/** The page reads no larger file (bytes): a string cannot hold much more. */
const MOST = 256 * 2 ** 20

/** The exchange that the page explains; undefined without a text, or when it cannot be read. */
let current: Exchange | undefined
let isHarShown = false
let turn = 0
/** The text that was last read from the text area. */
let seen: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Reads the text and explains it. */
async function read(text: string): Promise<void> {
  clearTimeout(timer)
  seen = paste.value
  clear.hidden = text === ''
  showShareButton(false)
  if (text.trim() === '') {
    leaveHar()
    nothing()
    return
  }
  const status = statusField()
  const found = readExchanges(text, status === undefined ? {} : { status })
  if (!isUnreadable(found) && found.format === 'har') {
    await showHar(found)
    return
  }
  leaveHar()
  const [exchange] = isUnreadable(found) ? [] : found.exchanges
  const request = isUnreadable(found) ? found.request : exchange?.request
  if (request !== undefined) fillFrom(request)
  if (isUnreadable(found)) {
    refuse(found)
    return
  }
  current = exchange
  showShareButton(true)
  await explainCurrent()
}

async function showHar(har: Exchanges): Promise<void> {
  const mine = ++turn
  const judged: JudgedEntry[] = []
  for (const exchange of har.exchanges) {
    judged.push({ exchange, judgement: await judge(exchange, { ownRealms: told().ownRealms }) })
  }
  if (mine !== turn) return
  isHarShown = true
  clear.hidden = false
  say(undefined)
  const chosen = showEntries(judged, har.creator)
  if (chosen) await chooseEntry(chosen)
  else {
    current = undefined
    answer.hidden = true
    empty.hidden = true
    summary.textContent = 'No entry was refused.'
  }
}

async function chooseEntry({ exchange }: JudgedEntry): Promise<void> {
  fillFrom(exchange.request)
  current = exchange
  await explainCurrent()
}

async function explainCurrent(): Promise<void> {
  if (current === undefined) return
  const mine = ++turn
  const exchange = withFields(current)
  const judgement = await judge(exchange, told())
  if (mine !== turn) return
  say(undefined)
  answer.replaceChildren(...answerView(exchange, judgement))
  answer.hidden = false
  empty.hidden = true
  summary.textContent = summaryOf(judgement.verdict)
}

function refuse(found: Unreadable): void {
  nothing()
  say(found)
}

function nothing(): void {
  turn++
  current = undefined
  answer.replaceChildren()
  answer.hidden = true
  empty.hidden = false
  summary.textContent = ''
  say(undefined)
}

function say(found: Unreadable | undefined): void {
  const place = found?.line === undefined ? '' : `Line ${found.line}, column ${found.column ?? 1}: `
  const remedy = found?.missing === 'status' ? ', or fill in “Status”' : ''
  problem.textContent = found === undefined ? '' : sentence(`${place}${found.problem}${remedy}.`)
  if (found === undefined) paste.removeAttribute('aria-invalid')
  else paste.setAttribute('aria-invalid', 'true')
}

function sentence(text: string): string {
  return /^(?:log|entries)\b/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}

function leaveHar(): void {
  isHarShown = false
  hideEntries()
}

async function readFile(chosen: File): Promise<void> {
  forgetSample()
  paste.value = ''
  if (chosen.size > MOST) {
    refuse({ problem: `the file is larger than ${MOST / 2 ** 20} MiB` })
    return
  }
  try {
    const text = await chosen.text()
    // A HAR is not shown in the text area: that would be slow.
    if (!/^[\s\uFEFF]*\{/.test(text)) paste.value = text
    await read(text)
  } catch {
    refuse({ problem: 'the browser could not read the file' })
  }
}

/** The address bar holds the name of a sample or a link that was opened, never a part of a paste. */
function forgetSample(): void {
  if (location.hash !== '') history.replaceState(null, '', location.pathname)
  markSample(undefined)
}

function markSample(name: string | undefined): void {
  for (const link of sampleList.querySelectorAll('a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
}

async function readSample(sample: Sample): Promise<void> {
  paste.value = sample.text
  fillFromSample(sample)
  markSample(sample.name)
  await read(sample.text)
}

async function readFragment(): Promise<void> {
  const shared = linkedText(location.hash)
  if (shared !== undefined) {
    emptyFields()
    paste.value = shared
    markSample(undefined)
    await read(shared)
    return
  }
  const sample = samples.find(({ name }) => name === location.hash.slice(1))
  if (!sample) {
    forgetSample()
    return
  }
  await readSample(sample)
  showAnswer()
}

/**
 * In a narrow window the samples are below the answer, and the answer is below the text: one of them is out of sight.
 */
function showAnswer(): void {
  const { top } = answer.getBoundingClientRect()
  if (!answer.hidden && (top < 0 || top > innerHeight * 0.8)) answer.scrollIntoView({ block: 'start' })
}

function reset(): void {
  paste.value = ''
  file.value = ''
  emptyFields()
  forgetSample()
  leaveHar()
  nothing()
  clear.hidden = true
  showShareButton(false)
  paste.focus()
}

sampleList.append(
  ...samples.map(({ name, title }) => make('li', {}, make('a', { href: `#${name}`, textContent: title }))),
)
sampleList.addEventListener('click', (event) => {
  // The same sample, pressed again after its text was changed, does not change the address.
  const link = event.target instanceof HTMLAnchorElement ? event.target : undefined
  if (link?.hash === location.hash) void readFragment()
})
startEntries((entry) => void chooseEntry(entry))
startSharing(() => paste.value)
paste.addEventListener('input', () => {
  forgetSample()
  clearTimeout(timer)
  timer = setTimeout(() => void read(paste.value), PAUSE)
})
byId('more', HTMLDivElement).addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(() => void (isHarShown ? explainCurrent() : read(paste.value)), PAUSE)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  clearTimeout(timer)
  const done = isHarShown && paste.value === seen ? explainCurrent() : read(paste.value)
  void done.then(() => {
    ;(document.getElementById('verdict-title') ?? paste).focus({ preventScroll: true })
    showAnswer()
  })
})
clear.addEventListener('click', reset)
byId('choose', HTMLButtonElement).addEventListener('click', () => file.click())
file.addEventListener('change', () => {
  const chosen = file.files?.[0]
  if (chosen) void readFile(chosen)
})
document.addEventListener('dragover', (event) => {
  if (!event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  form.classList.add('over')
})
document.addEventListener('dragleave', ({ relatedTarget }) => {
  if (relatedTarget === null) form.classList.remove('over')
})
document.addEventListener('drop', (event) => {
  form.classList.remove('over')
  const dropped = event.dataTransfer?.files[0]
  if (!dropped) return
  event.preventDefault()
  void readFile(dropped)
})
byId('told', HTMLDetailsElement).open = matchMedia('(width > 62rem)').matches
window.addEventListener('hashchange', () => void readFragment())
if (location.hash !== '') await readFragment()
