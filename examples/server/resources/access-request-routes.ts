import { Router } from 'express'
import { z } from 'zod'
import { invalidRequest } from '../http/answer-errors.ts'

const AccessRequest = z.object({ what: z.string().trim().min(1).max(300) })

/** EXAMPLE ONLY: a real app tells somebody who decides. */
export function accessRequestRoutes(): Router {
  const router = Router()
  router.post('/api/access-requests', (req, res) => {
    if (!AccessRequest.safeParse(req.body).success) throw invalidRequest('what is needed, at most 300 characters')
    res.status(202).json({ asked: true })
  })
  return router
}
