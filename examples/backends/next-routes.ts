import { askMailService, checkMailService, checkOpenmrs, checkPassword, checkScope, checkSession } from './refusals.ts'

// Route handlers as Next.js has them (app/api/…/route.ts): functions from Request to Response. In an app each stands in a
// file of its own, under the name of its method: `export { createSession as POST }`.

export async function createSession(request: Request): Promise<Response> {
  return checkPassword(await request.json()) ?? Response.json({ user: 'ada' })
}

export function readUser(request: Request): Response {
  return checkSession(request.headers.get('cookie')) ?? Response.json({ user: 'ada' })
}

export function listReports(request: Request): Response {
  return checkScope(request.headers.get('cookie'), 'reports:read') ?? Response.json([])
}

export async function listMail(request: Request): Promise<Response> {
  return checkSession(request.headers.get('cookie')) ?? checkMailService(await askMailService()) ?? Response.json([])
}

export function listPatients(request: Request): Response {
  return checkOpenmrs(request) ?? Response.json([])
}
