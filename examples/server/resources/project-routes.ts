import { Router } from 'express'
import { z } from 'zod'
import { invalidRequest } from '../http/answer-errors.ts'
import { MOST_PROJECTS, type Project } from './projects.ts'
import { problem } from '../http/refusal.ts'
import { requireCsrfToken, requireSession } from '../session/require-session.ts'
import { randomId } from '../store/secrets.ts'
import type { Store } from '../store/store.ts'

const NewProject = z.object({ name: z.string().trim().min(1).max(100) })

export function projectRoutes(store: Store): Router {
  const router = Router()

  router.get('/api/projects', (req, res) => {
    requireSession(store, req)
    res.json([...store.projects.values()].map(({ id, name }) => ({ id, name })))
  })

  router.post('/api/projects', (req, res) => {
    const session = requireSession(store, req)
    requireCsrfToken(session, req)
    const body = NewProject.safeParse(req.body)
    if (!body.success) throw invalidRequest('name is needed, at most 100 characters')
    if (store.projects.size >= MOST_PROJECTS) throw problem(409, 'too-many-projects', 'There are too many projects')
    const project: Project = { id: randomId().slice(0, 10), name: body.data.name, permission: 'projects:read' }
    store.projects.set(project.id, project)
    res.status(201).location(`/api/projects/${project.id}`).json({ id: project.id, name: project.name })
  })

  router.get('/api/projects/:id', (req, res) => {
    const { user } = requireSession(store, req)
    const project = store.projects.get(req.params.id)
    if (!project) throw problem(404, 'not-found', 'There is no such project')
    if (!user.permissions.includes(project.permission)) {
      throw problem(403, 'permission-denied', `You may not open “${project.name}”`, {
        permission: project.permission,
        detail: `It needs the permission ${project.permission}.`,
      })
    }
    res.json({ id: project.id, name: project.name })
  })

  return router
}
