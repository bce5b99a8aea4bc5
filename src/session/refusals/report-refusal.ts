import type { Verdict } from '../../verdict/index.js'
import type { Events, RequestSummary } from '../events.js'
import type { Ports } from '../ports.js'
import type { SessionSnapshot } from '../renewal/renewal-options.js'
import { createForbiddenEmitter } from './forbidden-events.js'
import type { Integrations } from './integrations.js'

/** Tells the listeners of a verdict on one refused request. */
export type Reporter = (verdict: Verdict, request: RequestSummary, snapshot: SessionSnapshot) => void

export interface ReporterOptions {
  readonly events: Events
  readonly integrations: Integrations
  readonly ports: Pick<Ports, 'now'>
  /** The number of the newest request. */
  readonly newest: () => number
}

/** One event `verdict` for each refusal, and one event of its kind for each cause. */
export function createReporter({ events, integrations, ports, newest }: ReporterOptions): Reporter {
  const forbid = createForbiddenEmitter(events.emit, ports)
  return (verdict, request, { sequence }) => {
    events.emit({ type: 'verdict', verdict, request, count: 1 })
    if (verdict.kind === 'third-party-key-invalid') integrations.refused(verdict, request, sequence)
    if (verdict.kind === 'forbidden') forbid(verdict, request, { sequence, newest: newest() })
    if (verdict.kind === 'credentials-rejected') {
      events.emit({ type: 'credentials-rejected', verdict, request, count: 1 })
    }
  }
}
