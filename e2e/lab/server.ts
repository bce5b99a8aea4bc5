import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import express, { type Request, type Response } from 'express'

export interface Hold {
  /** How many requests have come to it so far. */
  readonly waiting: () => number
  /** Lets all of them go on, and whoever comes later. */
  readonly release: () => void
}

/** A server with one user, one access token at a time, and a refresh token that may be used once. */
export interface LabServer {
  readonly url: string
  readonly port: number
  readonly counts: {
    readonly refresh: number
    readonly login: number
    readonly data: number
    readonly refused: number
    readonly [name: string]: number
  }
  /** True once a refresh token was used a second time: somebody may have stolen it, so all of them are dead. */
  readonly revoked: () => boolean
  readonly expire: () => void
  /** Nothing renews any more; only a sign-in helps. */
  readonly revoke: () => void
  /** From now on every access token is refused at once. */
  readonly refuseAll: () => void
  /** Keeps the answers to these back. */
  readonly hold: (what: 'refresh' | 'late' | 'login' | 'frozen' | 'page') => Hold
  /** How the next refreshes fail: a status. */
  failRefresh: number | undefined
  readonly close: () => Promise<void>
}

const cookie = { httpOnly: true, sameSite: 'lax', path: '/' } as const

function cookies(req: Request): Record<string, string> {
  return Object.fromEntries((req.headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string]))
}

/** Where the page keeps its tokens: in cookies it cannot read, or where it says so in headers. */
const accessOf = (req: Request): string | undefined =>
  req.get('authorization')?.replace(/^Bearer /, '') ?? cookies(req).access
const refreshOf = (req: Request): string | undefined => req.get('x-refresh') ?? cookies(req).refresh

export async function startLab(html: string, script: string): Promise<LabServer> {
  const counts: Record<string, number> = { refresh: 0, login: 0, data: 0, refused: 0 }
  const holds = new Map<string, { waiting: number; release: () => void; done: Promise<void> }>()
  let access: string | undefined
  let refresh: string | undefined
  const spent = new Set<string>()
  let revoked = false
  let closedToAll = false

  function count(name: string): void {
    counts[name] = (counts[name] ?? 0) + 1
  }

  /** False when whoever asked is gone meanwhile. */
  async function pass(name: string, res: Response): Promise<boolean> {
    const hold = holds.get(name)
    if (hold === undefined) return true
    hold.waiting += 1
    await hold.done
    return !res.closed && res.socket?.destroyed === false
  }

  function issue(res: Response): void {
    access = randomUUID()
    refresh = randomUUID()
    res.cookie('access', access, cookie).cookie('refresh', refresh, cookie).json({ access, refresh })
  }

  const app = express()
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })

  app.post('/api/login', async (_req, res) => {
    count('login')
    if (!(await pass('login', res))) return
    revoked = false
    issue(res)
  })

  app.post('/api/logout', (_req, res) => {
    count('logout')
    access = undefined
    refresh = undefined
    res.clearCookie('access', cookie).clearCookie('refresh', cookie).status(204).end()
  })

  app.post('/api/frozen', async (_req, res) => {
    count('frozen')
    if (!(await pass('frozen', res))) return
    res.status(204).end()
  })

  app.post('/api/refresh', async (req, res) => {
    count('refresh')
    if (!(await pass('refresh', res))) return
    const token = refreshOf(req)
    if (lab.failRefresh !== undefined) {
      res.status(lab.failRefresh).end()
      return
    }
    if (token !== undefined && spent.has(token)) {
      count('reused')
      revoked = true
    }
    if (revoked || token === undefined || token !== refresh) {
      res.status(400).json({ error: 'invalid_grant' })
      return
    }
    spent.add(token)
    issue(res)
  })

  app.all('/api/data', async (req, res) => {
    count('data')
    const good = !closedToAll && access !== undefined && accessOf(req) === access
    if (!good) count('refused')
    // Judged when it came, answered when the test wants it.
    if (req.query.late !== undefined && !good && !(await pass('late', res))) return
    if (good) res.json({ ok: true })
    else {
      res
        .status(401)
        .set(
          'WWW-Authenticate',
          'Bearer realm="lab", error="invalid_token", error_description="The access token expired"',
        )
        .json({ error: 'invalid_token' })
    }
  })

  app.get('/api/weather', (_req, res) => {
    res.status(403).type('application/problem+json').json({
      type: 'https://lab.example/problems/third-party-key-invalid',
      title: 'The key was refused',
      integration: 'meteo',
      reason: 'key-revoked',
    })
  })

  app.get('/next', async (_req, res) => {
    if (!(await pass('page', res))) return
    res.type('html').send('<title>Next</title>')
  })
  app.get('/report', async (_req, res) => {
    if (!(await pass('page', res))) return
    res.attachment('report.csv').send('a,b')
  })

  app.get('/lab.js', (_req, res) => {
    res.type('js').send(script)
  })
  app.get('/login', (_req, res) => {
    count('GET /login')
    res.set('Cache-Control', 'no-cache').type('html').send(html.replace('data-page="app"', 'data-page="login"'))
  })
  app.get('/{*path}', (_req, res) => {
    // `no-store` would keep the page out of the back/forward cache.
    res.set('Cache-Control', 'no-cache').type('html').send(html)
  })

  const server = createServer(app)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as { port: number }

  const lab: LabServer = {
    url: `http://localhost:${port}`,
    port,
    counts: counts as LabServer['counts'],
    revoked: () => revoked,
    expire: () => {
      access = undefined
    },
    revoke: () => {
      access = undefined
      refresh = undefined
    },
    refuseAll: () => {
      closedToAll = true
    },
    hold: (what) => {
      let release = (): void => {}
      const done = new Promise<void>((resolve) => {
        release = resolve
      })
      const hold = {
        waiting: 0,
        done,
        release: () => {
          if (holds.get(what) === hold) holds.delete(what)
          release()
        },
      }
      holds.set(what, hold)
      return { waiting: () => hold.waiting, release: hold.release }
    },
    failRefresh: undefined,
    close: async () => {
      for (const { release } of holds.values()) release()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
  return lab
}
