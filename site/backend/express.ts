// The part of Express that `examples/server` uses, over plain values: the same server code runs inside a page.
import { parse } from 'regexparam'

export interface Incoming {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export interface Outgoing {
  readonly status: number
  readonly headers: [name: string, value: string][]
  readonly text: string
}

export interface CookieOptions {
  readonly path?: string
  readonly httpOnly?: boolean
  readonly sameSite?: string
}

export type NextFunction = (error?: unknown) => void
// An error handler has four parameters and all others have three; Express tells them apart by that, too.
type Handler = (...values: never[]) => unknown

export class Request {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  /** All requests come from one page. */
  readonly ip = '127.0.0.1'
  params: Record<string, string> = {}
  body: unknown

  constructor(incoming: Incoming) {
    this.text = incoming.text
    const { pathname, searchParams } = new URL(incoming.url)
    this.method = incoming.method
    this.path = pathname
    this.query = Object.fromEntries(searchParams)
    this.headers = incoming.headers
  }

  get(name: string): string | undefined {
    return this.headers[name.toLowerCase()]
  }

  is(type: string): boolean {
    return this.get('content-type')?.includes(type) ?? false
  }
}

export class Response {
  headersSent = false
  private code = 200
  private readonly fields = new Headers()
  private readonly done: (outgoing: Outgoing) => void
  private readonly jar: Map<string, string>

  constructor(done: (outgoing: Outgoing) => void, jar: Map<string, string>) {
    this.done = done
    this.jar = jar
  }

  status(code: number): this {
    this.code = code
    return this
  }

  set(name: string | Readonly<Record<string, string>>, value = ''): this {
    for (const [key, one] of typeof name === 'string' ? [[name, value] as const] : Object.entries(name)) {
      this.fields.set(key, one)
    }
    return this
  }

  // `cors` speaks to node's own response.
  setHeader(name: string, value: string | readonly string[]): this {
    return this.set(name, String(value))
  }

  getHeader(name: string): string | undefined {
    return this.fields.get(name) ?? undefined
  }

  set statusCode(code: number) {
    this.code = code
  }

  vary(name: string): this {
    this.fields.append('vary', name)
    return this
  }

  type(type: string): this {
    return this.set('content-type', type === 'html' ? 'text/html; charset=utf-8' : type)
  }

  /** A page cannot keep a cookie from scripts, so the backend keeps it by itself. */
  cookie(name: string, value: string, _options?: CookieOptions): this {
    this.jar.set(name, value)
    return this
  }

  clearCookie(name: string, _options?: CookieOptions): this {
    this.jar.delete(name)
    return this
  }

  json(value: unknown): this {
    if (!this.fields.has('content-type')) this.type('application/json; charset=utf-8')
    return this.send(JSON.stringify(value))
  }

  send(text = ''): this {
    this.headersSent = true
    this.done({ status: this.code, headers: [...this.fields], text })
    return this
  }

  end(): this {
    return this.send()
  }

  sendFile(): never {
    throw new Error('This backend serves no files')
  }
}

interface Layer {
  readonly method: string | undefined
  readonly pattern: { readonly keys: string[]; readonly pattern: RegExp } | undefined
  readonly handler: Handler
}

export interface Router {
  (req: Request, res: Response, next: NextFunction): void
  readonly use: (...values: (string | Handler | readonly Handler[])[]) => Router
  readonly get: (path: string, ...handlers: Handler[]) => Router
  readonly post: Router['get']
  readonly put: Router['get']
  readonly delete: Router['get']
  readonly disable: (setting: string) => void
}
export type Express = Router
export type RequestHandler = Handler

function matches({ method, pattern }: Layer, req: Request): boolean {
  if (method !== undefined && method !== req.method) return false
  const found = pattern?.pattern.exec(req.path)
  if (pattern === undefined) return true
  if (found === null || found === undefined) return false
  req.params = Object.fromEntries(pattern.keys.map((key, index) => [key, decodeURIComponent(found[index + 1] ?? '')]))
  return true
}

export function Router(): Router {
  const layers: Layer[] = []
  const add = (
    method: string | undefined,
    path: string | undefined,
    handlers: readonly Handler[],
    loose: boolean,
  ): Router => {
    const pattern = path === undefined ? undefined : parse(path, loose)
    layers.push(...handlers.map((handler) => ({ method, pattern, handler })))
    return router
  }
  const handle = (req: Request, res: Response, next: NextFunction): void => {
    const step = (index: number, error?: unknown): void => {
      const at = layers.findIndex(
        (layer, place) =>
          place >= index && (layer.handler.length === 4) === (error !== undefined) && matches(layer, req),
      )
      const layer = layers[at]
      if (layer === undefined) {
        next(error)
        return
      }
      const go: NextFunction = (failure) => step(at + 1, failure)
      const values = error === undefined ? [req, res, go] : [error, req, res, go]
      // What a handler takes is the server's own business; it was checked against Express's types.
      void Promise.try(layer.handler, ...(values as never[])).catch((failure: unknown) => step(at + 1, failure))
    }
    step(0)
  }
  const verb =
    (method: string) =>
    (path: string, ...handlers: Handler[]) =>
      add(method, path, handlers, false)
  const router: Router = Object.assign(handle, {
    use: (...values: (string | Handler | readonly Handler[])[]) => {
      const handlers = values.filter((value) => typeof value !== 'string').flat()
      const path = values.find((value) => typeof value === 'string')
      return add(undefined, path, handlers, true)
    },
    get: verb('GET'),
    post: verb('POST'),
    put: verb('PUT'),
    delete: verb('DELETE'),
    disable: () => {},
  })
  return router
}

const bodyParser =
  (isMine: (req: Request) => boolean, read: (text: string) => unknown) =>
  () =>
  (req: Request, _res: Response, next: NextFunction): void => {
    if (isMine(req) && req.text !== '') {
      try {
        req.body = read(req.text)
      } catch {
        next(Object.assign(new Error('The body cannot be read'), { status: 400 }))
        return
      }
    }
    next()
  }

function express(): Express {
  return Router()
}
express.json = bodyParser((req) => req.is('json'), JSON.parse)
express.urlencoded = bodyParser(
  (req) => req.is('urlencoded'),
  (text) => Object.fromEntries(new URLSearchParams(text)),
)
express.static = (): never => {
  throw new Error('This backend serves no files')
}

/** Asks an app, as a server would. `jar` holds the cookies of one browser. */
export function ask(app: unknown, incoming: Incoming, jar: Map<string, string>): Promise<Outgoing> {
  return new Promise((resolve) => {
    const res = new Response(resolve, jar)
    // The server's code has Express's own types; what runs is a router of this file.
    const router = app as Router
    router(new Request(incoming), res, (error) => {
      console.error(error)
      res.status(500).end()
    })
  })
}

// oxlint-disable-next-line import/no-default-export -- Express has one
export default express
