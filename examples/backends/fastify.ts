import fastify, { type FastifyInstance } from 'fastify'
import { askMailService, checkMailService, checkOpenmrs, checkPassword, checkScope, checkSession } from './refusals.ts'

/** Fastify 5 takes a `Response`, so a refusal is sent as it is. */
export function createFastifyApp(): FastifyInstance {
  const app = fastify()
  app.post('/api/session', (request, reply) => reply.send(checkPassword(request.body) ?? { user: 'ada' }))
  app.get('/api/me', (request, reply) => reply.send(checkSession(request.headers.cookie) ?? { user: 'ada' }))
  app.get('/api/reports', (request, reply) => reply.send(checkScope(request.headers.cookie, 'reports:read') ?? []))
  app.get('/api/mail', async (request, reply) =>
    reply.send(checkSession(request.headers.cookie) ?? checkMailService(await askMailService()) ?? []),
  )
  app.get('/openmrs/ws/rest/v1/patient', (request, reply) => reply.send(checkOpenmrs(request) ?? []))
  return app
}
