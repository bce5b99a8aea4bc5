import { auth } from './auth.ts'
import { openmrsAuth } from './openmrs-auth.ts'

/** Opens the devtools; a production build does not contain them. */
export function startDevtools(): void {
  if (import.meta.env.DEV) {
    void import('why401/devtools').then(({ mountDevtools }) =>
      mountDevtools([auth, openmrsAuth], { name: ['app', 'openmrs'] }),
    )
  }
}
