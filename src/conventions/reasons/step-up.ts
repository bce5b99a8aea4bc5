/** What a step-up must reach (RFC 9470 §3), however it is told. */
export interface StepUp {
  readonly acrValues?: readonly string[]
  readonly maxAge?: number
  readonly claims?: string
}

/** Reads `acr_values` (apart by spaces), `max_age` (seconds) and `claims`; what is malformed is as good as absent. */
export function stepUpOf(get: (name: string) => unknown): StepUp {
  const levels = get('acr_values')
  const age = get('max_age')
  const claims = get('claims')
  const acrValues = typeof levels === 'string' ? levels.split(' ').filter((level) => level !== '') : []
  return {
    ...(acrValues.length > 0 && { acrValues }),
    ...((typeof age === 'string' || typeof age === 'number') && /^\d{1,9}$/.test(`${age}`) && { maxAge: Number(age) }),
    ...(typeof claims === 'string' && { claims }),
  }
}
