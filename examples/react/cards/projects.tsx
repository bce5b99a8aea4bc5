import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, type SyntheticEvent, useState } from 'react'
import { addProject, listProjects, openProject, type Project } from '../../client/projects.ts'
import { user } from '../../client/user.ts'
import { Fail, FailButton } from './fail.tsx'
import { outcomeOf, Output, useAction } from './outcome.tsx'
import { useValue } from '../use-value.ts'

export function Projects(): ReactElement {
  const [challenge, setChallenge] = useState('one')
  const [name, setName] = useState('')
  const { outcome, act, say, forget } = useAction()
  const queryClient = useQueryClient()
  const isSignedIn = useValue(user) !== undefined
  // `challenge` changes the server's refusals and not its data, so it is no part of the key.
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => listProjects(challenge), enabled: isSignedIn })

  function load(): void {
    forget()
    void projects.refetch()
  }

  async function add(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    await act(async () => {
      const project = await addProject(name, challenge)
      queryClient.setQueryData<Project[]>(['projects'], (list = []) => [...list, project])
      // Cleared after the success only: a refusal or a dialog in between leaves the text in the form.
      setName('')
      return `“${project.name}” was added.`
    })
  }

  const open = (id: string): Promise<void> => act(async () => `“${(await openProject(id, challenge)).name}” is open.`)

  return (
    <section className="card" aria-labelledby="projects-title">
      <h2 id="projects-title">Projects</h2>
      <p className="lead">A cookie session, and a CSRF token for what changes something.</p>
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
      <div className="line">
        <button id="load-projects" type="button" onClick={load}>
          Load projects
        </button>
        <span className="pair">
          <label htmlFor="challenge">Challenge in a 401</label>
          <select id="challenge" value={challenge} onChange={(event) => setChallenge(event.target.value)}>
            <option value="one">one</option>
            <option value="two">two lines</option>
            <option value="none">none</option>
          </select>
        </span>
      </div>
      <Output id="projects-output" outcome={outcome ?? outcomeOf(projects, (list) => `${list.length} projects`)} />
      <Fail what="projects">
        <FailButton control="expire-session" onDone={say}>
          Expire my session
        </FailButton>
        <FailButton control="expire-csrf-token" onDone={say}>
          Expire the CSRF token
        </FailButton>
      </Fail>
    </section>
  )
}
