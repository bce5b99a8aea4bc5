import { z } from 'zod'
import { problem } from '../http/refusal.ts'

export type KeyReason = 'key-missing' | 'key-invalid' | 'key-expired' | 'key-revoked'

/** The forecast, or how Meteo refused the stored key. */
export type MeteoAnswer = { readonly weather: Weather } | MeteoRefusal

export interface MeteoRefusal {
  readonly reason: KeyReason
  readonly status: number
  readonly challenge: string | undefined
  readonly contentType: string
  readonly body: string
}

const MAX_BYTES = 16 * 1024
const TIMEOUT_MS = 5000

const Weather = z.object({ place: z.string(), celsius: z.number(), sky: z.string() })
export type Weather = z.infer<typeof Weather>

const MeteoError = z.object({ error: z.object({ reason: z.enum(['missing', 'unknown', 'expired', 'revoked']) }) })
const REASONS = {
  missing: 'key-missing',
  unknown: 'key-invalid',
  expired: 'key-expired',
  revoked: 'key-revoked',
} as const

export async function askMeteo(url: string, key: string | undefined): Promise<MeteoAnswer> {
  const headers: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` }
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(`${url}/v1/weather`, { headers, signal, redirect: 'error' })
    const body = await readText(response)
    if (response.ok) return { weather: Weather.parse(JSON.parse(body)) }
    if (response.status === 401) return refusalOf(response, body)
  } catch {
    // Meteo is down, slow, or answers what nobody can read: a new key would fix none of these.
  }
  throw problem(502, 'upstream-failed', 'Meteo does not answer as it should')
}

function refusalOf({ status, headers }: Response, body: string): MeteoRefusal {
  const error = MeteoError.safeParse(parseJson(body))
  return {
    reason: error.success ? REASONS[error.data.error.reason] : 'key-invalid',
    status,
    challenge: headers.get('WWW-Authenticate') ?? undefined,
    contentType: headers.get('Content-Type') ?? 'text/plain',
    body,
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new RangeError('the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
