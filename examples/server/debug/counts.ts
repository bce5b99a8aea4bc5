import type { NextFunction, Request, Response } from 'express'

/** How often each endpoint was asked: `{ 'GET /api/projects': 2 }`. */
export type Counts = Record<string, number>

const MOST_KEYS = 500

export function count(counts: Counts, key: string): void {
  const known = counts[key]
  if (known === undefined && Object.keys(counts).length >= MOST_KEYS) return
  counts[key] = (known ?? 0) + 1
}

export function countRequests(counts: Counts) {
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (req.path.startsWith('/api/') && !req.path.startsWith('/api/debug/')) count(counts, `${req.method} ${req.path}`)
    next()
  }
}
