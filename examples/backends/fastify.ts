import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { ProblemResponse } from 'why401/problem'
import { askMailService, checkMailService, checkOpenmrs, checkPassword, checkScope, checkSession } from './refusals.ts'

/** Sends the refusal, or else the data. */
function answer(reply: FastifyReply, refusal: ProblemResponse | undefined, data: unknown): FastifyReply {
  if (!refusal) return reply.send(data)
  return reply.code(refusal.status).headers(Object.fromEntries(refusal.headers)).send(refusal.toJSON())
}

export function createFastifyApp(): FastifyInstance {
  const app = fastify()
  app.post('/api/session', (request, reply) => answer(reply, checkPassword(request.body), { user: 'ada' }))
  app.get('/api/me', (request, reply) => answer(reply, checkSession(request.headers.cookie), { user: 'ada' }))
  app.get('/api/reports', (request, reply) => answer(reply, checkScope(request.headers.cookie, 'reports:read'), []))
  app.get('/api/mail', async (request, reply) =>
    answer(reply, checkSession(request.headers.cookie) ?? checkMailService(await askMailService()), []),
  )
  app.get('/openmrs/ws/rest/v1/patient', (request, reply) => answer(reply, checkOpenmrs(request), []))
  return app
}
