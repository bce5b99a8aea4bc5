import express, { type Express } from 'express'
import { BoundedMap } from '../store/bounded-map.ts'
import { count, type Counts } from '../debug/counts.ts'
import { challenge } from '../http/refusal.ts'
import { randomId } from '../store/secrets.ts'

/** “Meteo”, the weather service of another company. It knows its own keys and nothing of our users. */
export interface ThirdParty {
  readonly app: Express
  /** Its customers do this on its own web site. */
  createKey(): string
  revokeKey(key: string): void
}

type KeyState = 'active' | 'expired' | 'revoked'

const REFUSALS = {
  missing: 'An API key is needed.',
  unknown: 'This API key is not known.',
  expired: 'This API key has expired.',
  revoked: 'This API key was revoked.',
}

export function createThirdParty(counts: Counts): ThirdParty {
  const keys = new BoundedMap<string, KeyState>(1000)
  keys.set('meteo-good-key', 'active').set('meteo-spare-key', 'active').set('meteo-expired-key', 'expired')

  const app = express()
  app.disable('x-powered-by')
  app.get('/v1/weather', (req, res) => {
    count(counts, 'meteo GET /v1/weather')
    const key = /^bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
    const state = key === undefined ? 'missing' : (keys.get(key) ?? 'unknown')
    if (state === 'active') {
      res.json({ place: 'Reykjavík', celsius: 4, sky: 'rain' })
      return
    }
    const message = REFUSALS[state]
    const error = state === 'missing' ? {} : { error: 'invalid_token', error_description: message }
    res.status(401).set('WWW-Authenticate', challenge('Bearer', { realm: 'meteo.example', ...error }))
    res.json({ error: { code: 'invalid_api_key', message, reason: state } })
  })

  return {
    app,
    createKey() {
      const key = `meteo-${randomId()}`
      keys.set(key, 'active')
      return key
    },
    revokeKey(key) {
      if (keys.has(key)) keys.set(key, 'revoked')
    },
  }
}
