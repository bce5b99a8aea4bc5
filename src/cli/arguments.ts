import { parseArgs } from 'node:util'
import { isSent, originAndPath, originOf, type Sent } from '../exchange/index.js'
import { type Role, roles } from '../verdict/index.js'

/** What the command line says. */
export interface Arguments {
  /** File or URL; undefined: the standard input. */
  readonly source: string | undefined
  readonly method: string | undefined
  /** Header lines as given, name and value. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly role: Role | undefined
  readonly integration: string | undefined
  readonly ownRealms: readonly string[]
  /** Origin of the page that asks. */
  readonly origin: string | undefined
  /** What a text or a file does not say of its request. */
  readonly url: string | undefined
  readonly sent: Sent | undefined
  readonly status: number | undefined
  readonly isJson: boolean
  readonly isAll: boolean
  /** Whether redirects of a live URL are followed. */
  readonly isFollowing: boolean
  readonly wants: 'help' | 'version' | undefined
}

/** Why a command line cannot be followed. */
export interface UsageFault {
  readonly usage: string
}

const options = {
  header: { type: 'string', short: 'H', multiple: true },
  method: { type: 'string', short: 'X' },
  role: { type: 'string' },
  integration: { type: 'string' },
  'own-realm': { type: 'string', multiple: true },
  origin: { type: 'string' },
  url: { type: 'string' },
  sent: { type: 'string' },
  status: { type: 'string' },
  location: { type: 'boolean', short: 'L' },
  json: { type: 'boolean' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

type Values = ReturnType<typeof parse>['values']

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options, allowPositionals: true, strict: true })

/** Reads a command line. Never throws; what it says of a fault holds no value, which may be a secret. */
export function readArguments(args: readonly string[]): Arguments | UsageFault {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    // The message of node ends in advice about `--`, and names the option alone.
    return { usage: error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'the options cannot be read' }
  }
  const { values, positionals } = parsed
  const fault = faultIn(values, positionals)
  if (fault !== undefined) return { usage: fault }
  const [source] = positionals
  return {
    source: source === '-' ? undefined : source,
    method: values.method?.toUpperCase(),
    headers: (values.header ?? []).map(splitHeader),
    role: roles.find((role) => role === values.role),
    integration: values.integration,
    ownRealms: values['own-realm'] ?? [],
    origin: values.origin === undefined ? undefined : originOf(values.origin),
    url: values.url,
    sent: values.sent !== undefined && isSent(values.sent) ? values.sent : undefined,
    status: values.status === undefined ? undefined : Number(values.status),
    isJson: values.json ?? false,
    isAll: values.all ?? false,
    isFollowing: values.location ?? false,
    wants: wantsOf(values),
  }
}

function wantsOf({ help, version }: Values): Arguments['wants'] {
  if (help) return 'help'
  return version ? 'version' : undefined
}

const token = /^[!#$%&'*+.^_`|~\w-]+$/

function faultIn(values: Values, positionals: readonly string[]): string | undefined {
  const { method, role, origin, url, sent, status, header = [] } = values
  const checks: readonly (readonly [isWrong: boolean, fault: string])[] = [
    [positionals.length > 1, 'one file or one URL, please'],
    [method !== undefined && !/^[A-Za-z-]{1,20}$/.test(method), '--method must be the name of a method'],
    [role !== undefined && !roles.some((known) => known === role), `--role must be one of ${roles.join(', ')}`],
    [origin !== undefined && originOf(origin) === undefined, '--origin must be an origin such as https://app.example'],
    [url !== undefined && originAndPath(url) === undefined, '--url must be an http(s) URL or a path'],
    [sent !== undefined && !isSent(sent), '--sent must be nothing, cookie, or a scheme such as bearer'],
    [status !== undefined && !/^[1-9]\d\d$/.test(status), '--status must be a status such as 401'],
    [header.some((line) => !isHeader(splitHeader(line))), "--header must be a line such as 'Accept: application/json'"],
  ]
  return checks.find(([isWrong]) => isWrong)?.[1]
}

function splitHeader(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':')
  return colon < 0 ? ['', line] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}

function isHeader([name, value]: readonly [string, string]): boolean {
  return token.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
