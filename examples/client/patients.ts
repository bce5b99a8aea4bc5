import { openmrs, QUIET } from './openmrs-auth.ts'
import { stopSignal } from './stop.ts'

interface Results {
  readonly results: readonly { readonly display: string }[]
}

const paths = { patients: 'openmrs/patient', staff: 'openmrs/user', classic: 'openmrs-classic/patient' }

/**
 * `order` chooses the challenges in the server's 401s. For the example only: a real page always sends the header that
 * stops them.
 */
export async function listPatients(what: keyof typeof paths, order: string): Promise<string> {
  const options = order === 'none' ? {} : { searchParams: { order }, headers: { [QUIET]: undefined } }
  const { results } = await openmrs.get(paths[what], { ...options, signal: stopSignal() }).json<Results>()
  return results.map(({ display }) => display).join(', ')
}
