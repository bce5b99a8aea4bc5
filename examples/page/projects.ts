import { act } from './action.ts'
import { api, auth } from './auth.ts'
import { byId, make } from './element.ts'

interface Project {
  readonly id: string
  readonly name: string
}

const list = byId('project-list', HTMLUListElement)
const output = byId('projects-output', HTMLOutputElement)
const form = byId('add-project', HTMLFormElement)
const nameField = byId('project-name', HTMLInputElement)
const challenge = byId('challenge', HTMLSelectElement)

/** How the server dresses its 401s; for the example only. */
const dressed = (): { searchParams: { challenge: string } } => ({ searchParams: { challenge: challenge.value } })

let loading = false

export async function loadProjects(): Promise<void> {
  if (loading) return
  loading = true
  await act(output, async () => {
    const projects = await api.get('projects', dressed()).json<Project[]>()
    list.replaceChildren(...projects.map(row))
    return `${projects.length} projects`
  })
  loading = false
}

function row({ id, name }: Project): HTMLLIElement {
  const open = make('button', { type: 'button', textContent: 'Open' })
  open.setAttribute('aria-label', `Open ${name}`)
  open.addEventListener('click', () => {
    void act(output, async () => `“${(await api.get(`projects/${encodeURIComponent(id)}`, dressed()).json<Project>()).name}” is open.`)
  })
  return make('li', {}, make('span', { textContent: name }), open)
}

async function add(): Promise<void> {
  await act(output, async () => {
    const project = await api.post('projects', { ...dressed(), json: { name: nameField.value } }).json<Project>()
    list.append(row(project))
    // Only now: whatever came in between, what was typed is still there.
    form.reset()
    return `“${project.name}” was added.`
  })
}

export function startProjects(): void {
  byId('load-projects', HTMLButtonElement).addEventListener('click', () => void loadProjects())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void add()
  })
  auth.on('signed-in', () => {
    if (list.children.length === 0) void loadProjects()
  })
  auth.on('signed-out', ({ verdict }) => {
    // By the user's own wish, or in another tab. After a refusal the list stays: it is not news to whoever looks at it.
    if (verdict === undefined) list.replaceChildren()
  })
}
