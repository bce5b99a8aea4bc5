export interface Project {
  readonly id: string
  readonly name: string
  /** A user needs this permission to open it. */
  readonly permission: string
}

export const MOST_PROJECTS = 100

export function seedProjects(): Map<string, Project> {
  const projects: Project[] = [
    { id: 'garden', name: 'Community garden', permission: 'projects:read' },
    { id: 'library', name: 'Library opening hours', permission: 'projects:read' },
    { id: 'merger', name: 'Merger', permission: 'projects:confidential' },
  ]
  return new Map(projects.map((project) => [project.id, project]))
}
