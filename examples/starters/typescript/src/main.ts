import { describe } from 'why401'
import { auth, expireTokens, questions, readJson, signOut, storeWeatherKey } from './auth.ts'
import './styles.css'
import { textOf } from './text-of.ts'

/** An element of index.html. */
function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id)
  if (!(element instanceof type)) throw new TypeError(`index.html has no #${id}`)
  return element
}
const onClick = (id: string, act: () => unknown): void =>
  find(id, HTMLButtonElement).addEventListener('click', () => void act())
const onSubmit = (id: string, act: (form: HTMLFormElement) => unknown): void =>
  find(id, HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault()
    void act(find(id, HTMLFormElement))
  })

const reports = find('reports', HTMLUListElement)
const weather = find('weather', HTMLParagraphElement)

const showStatus = (): void => {
  find('status', HTMLSpanElement).textContent = `The login is: ${auth.state.get().status}`
}
auth.state.subscribe(showStatus)
showStatus()
onClick('start', () => auth.signIn())
onClick('leave', signOut)
// What the page shows belongs to the user who left.
auth.on('signed-out', () => {
  reports.replaceChildren()
  weather.textContent = ''
})

onClick('load-reports', async () => {
  const names = (await readJson<readonly string[]>('/api/reports')) ?? []
  reports.replaceChildren(...names.map((name) => Object.assign(document.createElement('li'), { textContent: name })))
})
onClick('expire', expireTokens)

// A refusal that no sign-in mends.
const notice = find('forbidden', HTMLDivElement)
onClick('load-salaries', () => readJson('/api/salaries'))
onClick('dismiss', () => {
  notice.hidden = true
})
auth.on('forbidden', ({ verdict }) => {
  const { title, detail } = describe(verdict)
  find('forbidden-title', HTMLElement).textContent = title
  find('forbidden-detail', HTMLParagraphElement).textContent = detail
  notice.hidden = false
})

// The third party's key is dead: the user stays signed in, and stores another one.
onClick('load-weather', async () => {
  weather.textContent = (await readJson<string>('/api/integrations/weather/today')) ?? ''
})
auth.integrations.subscribe((broken) => {
  const verdict = broken.get('weather')
  find('reconnect', HTMLFormElement).hidden = verdict === undefined
  find('reconnect-detail', HTMLParagraphElement).textContent = verdict ? describe(verdict).detail : ''
})
onSubmit('reconnect', async (form) => {
  if (await storeWeatherKey(textOf(form, 'key'))) auth.integrationFixed('weather')
})

// The sign-in that a refusal opens.
const dialog = find('sign-in', HTMLDialogElement)
const problem = find('problem', HTMLParagraphElement)
questions.subscribe(() => {
  const question = questions.get()
  problem.textContent = ''
  find('sign-in-detail', HTMLParagraphElement).textContent = question?.verdict ? describe(question.verdict).detail : ''
  if (question) dialog.showModal()
  else dialog.close()
})
dialog.addEventListener('close', () => questions.get()?.cancel())
onClick('cancel', () => questions.get()?.cancel())
onSubmit('password', (form) => questions.get()?.send(textOf(form, 'password')))
auth.on('credentials-rejected', ({ verdict }) => {
  problem.textContent = describe(verdict).detail
})
