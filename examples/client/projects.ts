import { api } from './auth.ts'
import { stopSignal } from './stop.ts'

export interface Project {
  readonly id: string
  readonly name: string
}

/** `challenge` chooses the challenges in the server's 401s; for the example only. */
export const listProjects = (challenge: string): Promise<Project[]> =>
  api.get('projects', { searchParams: { challenge }, signal: stopSignal() }).json()

export const openProject = (id: string, challenge: string): Promise<Project> =>
  api.get(`projects/${encodeURIComponent(id)}`, { searchParams: { challenge }, signal: stopSignal() }).json()

export const addProject = (name: string, challenge: string): Promise<Project> =>
  api.post('projects', { searchParams: { challenge }, json: { name }, signal: stopSignal() }).json()
