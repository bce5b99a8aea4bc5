import { auth } from './auth.ts'
import { openmrsAuth } from './openmrs-auth.ts'

/** The panel that shows why; a build for production has nothing of it. */
export function startDevtools(): void {
  if (import.meta.env.DEV) {
    void import('why401/devtools').then(({ mountDevtools }) =>
      mountDevtools([auth, openmrsAuth], { name: ['app', 'openmrs'] }),
    )
  }
}
