import type { NextFunction, Request, Response } from 'express'
import { Refusal, problem } from './refusal.ts'

/** Express recognises an error handler by its four parameters. */
export function answerErrors(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) {
    next(error)
    return
  }
  const refusal = error instanceof Refusal ? error : refusalFor(error)
  res.status(refusal.status).set(refusal.headers).type(refusal.contentType)
  if (typeof refusal.body === 'string') res.send(refusal.body)
  else res.json(refusal.body)
}

function refusalFor(error: unknown): Refusal {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 413) return problem(413, 'body-too-large', 'The request body is too large')
  // Body parsers quote the body in their messages: this server neither sends nor logs them.
  if (typeof status === 'number' && status >= 400 && status < 500) return invalidRequest('The request cannot be read')
  console.error(error)
  return problem(500, 'internal-error', 'Something went wrong')
}

export function invalidRequest(detail: string): Refusal {
  return problem(400, 'invalid-request', 'The request is not valid', { detail })
}
