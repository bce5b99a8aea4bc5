import { api } from './auth.ts'
import { manner } from './break/manner.ts'
import { stopSignal } from './stop.ts'

export interface Project {
  readonly id: string
  readonly name: string
}

/** EXAMPLE ONLY: which challenges the server's 401s have. */
const asked = (): { readonly challenge: string } => ({ challenge: manner.get().challenge })

export const listProjects = (): Promise<Project[]> =>
  api.get('projects', { searchParams: asked(), signal: stopSignal() }).json()

export const openProject = (id: string): Promise<Project> =>
  api.get(`projects/${encodeURIComponent(id)}`, { searchParams: asked(), signal: stopSignal() }).json()

export const addProject = (name: string): Promise<Project> =>
  api.post('projects', { searchParams: asked(), json: { name }, signal: stopSignal() }).json()
