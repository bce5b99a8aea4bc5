import type { Verdict } from '../../verdict/index.js'
import type { PartsContext } from '../parts-context.js'
import type { RequestSummary } from '../events.js'
import type { Ports } from '../ports.js'
import type { SessionSnapshot } from '../renewal/renewal-options.js'
import { createForbiddenEmitter } from './forbidden-events.js'
import type { Integrations } from './integrations.js'

/** Tells the listeners of a verdict on one refused request. */
export type Reporter = (verdict: Verdict, request: RequestSummary, snapshot: SessionSnapshot) => void

/** What a refusal is reported with. */
export type ReporterContext = Pick<PartsContext, 'events' | 'clock'> & { readonly ports: Pick<Ports, 'now'> }

/** One event `verdict` for each refusal, and one event of its kind for each cause. */
export function createReporter(context: ReporterContext, integrations: Integrations): Reporter {
  const { emit } = context.events
  const forbid = createForbiddenEmitter(context)
  return (verdict, request, { sequence }) => {
    emit({ type: 'verdict', verdict, request, count: 1 })
    if (verdict.kind === 'third-party-key-invalid') integrations.refused(verdict, request, sequence)
    if (verdict.kind === 'forbidden') forbid(verdict, request, sequence)
    if (verdict.kind === 'credentials-rejected') {
      emit({ type: 'credentials-rejected', verdict, request, count: 1 })
    }
  }
}
