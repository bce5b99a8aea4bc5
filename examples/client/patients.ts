import { manner } from './break/manner.ts'
import { openmrs, QUIET } from './openmrs-auth.ts'
import type { Sheet, SheetRow } from './sheet.ts'
import { stopSignal } from './stop.ts'

interface Results {
  readonly results: readonly { readonly display: string }[]
}

const places = {
  patients: { path: 'openmrs/patient', title: 'Patients of this clinic', unit: 'patients' },
  staff: { path: 'openmrs/user', title: 'People who work here', unit: 'on the staff' },
  classic: { path: 'openmrs-classic/patient', title: 'Patients, from the older server', unit: 'patients' },
}

export async function listPatients(what: keyof typeof places): Promise<Sheet> {
  const { path, title, unit } = places[what]
  // EXAMPLE ONLY: a real page always sends the header that stops the challenges.
  const { order } = manner.get()
  const loud = order === 'none' ? {} : { searchParams: { order }, headers: { [QUIET]: undefined } }
  const { results } = await openmrs.get(path, { ...loud, signal: stopSignal() }).json<Results>()
  return { title, rows: results.map(rowOf), outcome: `${results.length} ${unit}` }
}

/** OpenMRS puts number and name of a patient into one text. */
function rowOf({ display }: Results['results'][number]): SheetRow {
  const [number = '', name] = display.split(' - ')
  return name === undefined ? { name: display, value: '' } : { name, value: number }
}
