import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type SyntheticEvent, useState } from 'react'
import { cards } from '../../client/cards.ts'
import { addProject, listProjects, openProject, type Project } from '../../client/projects.ts'
import { user } from '../../client/user.ts'
import { useUserGone } from '../use-user-gone.ts'
import { useValue } from '../use-value.ts'
import { Card } from './card.tsx'
import { outcomeOf, Output, useAction } from './outcome.tsx'

export function Projects(): ReactElement {
  const [name, setName] = useState('')
  const { outcome, act, forget } = useAction()
  const queryClient = useQueryClient()
  const isSignedIn = useValue(user) !== undefined
  const projects = useQuery({ queryKey: ['projects'], queryFn: listProjects, enabled: isSignedIn })
  useUserGone(forget)

  function load(): void {
    forget()
    void projects.refetch()
  }

  async function add(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    await act(async () => {
      const project = await addProject(name)
      queryClient.setQueryData<Project[]>(['projects'], (list = []) => [...list, project])
      // Cleared after the success only: a refusal or a dialog in between leaves the text in the form.
      setName('')
      return `“${project.name}” was added.`
    })
  }

  const open = (id: string): Promise<void> => act(async () => `“${(await openProject(id)).name}” is open.`)

  const head = (
    <button id="load-projects" type="button" onClick={load}>
      Load projects
    </button>
  )
  return (
    <Card name="projects" words={cards.projects} head={head}>
      <div className="sheet">
        <ul id="project-list" className="rows" aria-label="Projects">
          {projects.data?.map((project) => (
            <li key={project.id}>
              <span>{project.name}</span>
              <button type="button" aria-label={`Open ${project.name}`} onClick={() => void open(project.id)}>
                Open
              </button>
            </li>
          ))}
        </ul>
        <p className="empty">{cards.projects.empty}</p>
      </div>
      <form id="add-project" className="line" onSubmit={(event) => void add(event)}>
        <label htmlFor="project-name">New project</label>
        <input
          id="project-name"
          required
          maxLength={100}
          autoComplete="off"
          placeholder="A name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit">Add</button>
      </form>
      <Output id="projects-output" outcome={outcome ?? outcomeOf(projects, (list) => `${list.length} projects`)} />
    </Card>
  )
}
