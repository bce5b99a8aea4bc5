import { auth } from './auth.ts'
import { startDebugControls } from './debug-controls.ts'
import { startHeader } from './header.ts'
import { startIntegrations } from './integrations.ts'
import { startNotices } from './notices.ts'
import { openmrsAuth } from './openmrs-auth.ts'
import { startOpenmrs } from './openmrs.ts'
import { startOtherOrigin } from './other-origin.ts'
import { loadProjects, startProjects } from './projects.ts'
import { startReconnectPrompts } from './reconnect-prompt.ts'
import { startReports } from './reports.ts'
import { currentUser } from './user.ts'
import { startVerdictLog } from './verdict-log.ts'

startVerdictLog(auth, openmrsAuth)
startNotices()
startReconnectPrompts()
startProjects()
startReports()
startIntegrations()
startOpenmrs()
startOtherOrigin()
startDebugControls()
await startHeader()
if (currentUser() !== undefined) await loadProjects()
