import { auth } from '../client/auth.ts'
import { addProject, listProjects, openProject, type Project } from '../client/projects.ts'
import { onUserGone } from '../client/user.ts'
import { act, forgetWithUser } from './action.ts'
import { byId, make } from './element.ts'

const list = byId('project-list', HTMLUListElement)
const output = byId('projects-output', HTMLOutputElement)
const form = byId('add-project', HTMLFormElement)
const nameField = byId('project-name', HTMLInputElement)

let loading = false

export async function loadProjects(): Promise<void> {
  if (loading) return
  loading = true
  await act(output, async () => {
    const projects = await listProjects()
    list.replaceChildren(...projects.map(row))
    return `${projects.length} projects`
  })
  loading = false
}

function row({ id, name }: Project): HTMLLIElement {
  const open = make('button', { type: 'button', textContent: 'Open' })
  open.setAttribute('aria-label', `Open ${name}`)
  open.addEventListener('click', () => void act(output, async () => `“${(await openProject(id)).name}” is open.`))
  return make('li', {}, make('span', { textContent: name }), open)
}

async function add(): Promise<void> {
  await act(output, async () => {
    const project = await addProject(nameField.value)
    list.append(row(project))
    // Cleared after the success only: a refusal or a dialog in between leaves the text in the form.
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
  forgetWithUser(output)
  // Not after a refusal alone: then the same user is looking at the list.
  onUserGone(() => list.replaceChildren())
  auth.on('signed-in', () => {
    if (list.children.length === 0) void loadProjects()
  })
}
