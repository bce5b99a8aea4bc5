import { Hono } from 'hono'
import { askMailService, checkMailService, checkOpenmrs, checkPassword, checkScope, checkSession } from './refusals.ts'

/** Hono takes a `Response`, so a refusal is returned as it is. */
export function createHonoApp(): Hono {
  const app = new Hono()
  app.post('/api/session', async (context) => checkPassword(await context.req.json()) ?? context.json({ user: 'ada' }))
  app.get('/api/me', (context) => checkSession(context.req.header('cookie')) ?? context.json({ user: 'ada' }))
  app.get('/api/reports', (context) => checkScope(context.req.header('cookie'), 'reports:read') ?? context.json([]))
  app.get(
    '/api/mail',
    async (context) =>
      checkSession(context.req.header('cookie')) ?? checkMailService(await askMailService()) ?? context.json([]),
  )
  app.get('/openmrs/ws/rest/v1/patient', (context) => checkOpenmrs(context.req.raw) ?? context.json([]))
  return app
}
