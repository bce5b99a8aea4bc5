import express, { type Express, type Response } from 'express'
import type { ProblemResponse } from 'why401/problem'
import { askMailService, checkMailService, checkOpenmrs, checkPassword, checkScope, checkSession } from './refusals.ts'

/** Sends the refusal, or else the data. */
function answer(response: Response, refusal: ProblemResponse | undefined, data: unknown): void {
  if (refusal) response.status(refusal.status).setHeaders(refusal.headers).json(refusal)
  else response.json(data)
}

export function createExpressApp(): Express {
  const app = express()
  app.post('/api/session', express.json(), (request, response) => {
    answer(response, checkPassword(request.body), { user: 'ada' })
  })
  app.get('/api/me', (request, response) => {
    answer(response, checkSession(request.headers.cookie), { user: 'ada' })
  })
  app.get('/api/reports', (request, response) => {
    answer(response, checkScope(request.headers.cookie, 'reports:read'), [])
  })
  app.get('/api/mail', async (request, response) => {
    answer(response, checkSession(request.headers.cookie) ?? checkMailService(await askMailService()), [])
  })
  app.get('/openmrs/ws/rest/v1/patient', (request, response) => {
    answer(response, checkOpenmrs(request), [])
  })
  return app
}
