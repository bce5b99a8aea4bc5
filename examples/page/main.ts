import { auth, signIn } from '../client/auth.ts'
import { mountBreak } from '../client/break/break-view.ts'
import { startDevtools } from '../client/devtools.ts'
import { startNoticeSide } from '../client/notices/notice-side.ts'
import { openmrsAuth, openmrsSignIn } from '../client/openmrs-auth.ts'
import { mountStory } from '../client/scenarios/story-view.ts'
import { user } from '../client/user.ts'
import { byId } from './element.ts'
import { startHeader } from './header.ts'
import { startIntegrations } from './integrations.ts'
import { startNotices } from './notices.ts'
import { startOpenmrs } from './openmrs.ts'
import { startOtherOrigin } from './other-origin.ts'
import { loadProjects, startProjects } from './projects.ts'
import { startReconnectPrompts } from './reconnect-prompt.ts'
import { startReports } from './reports.ts'
import { startSignInDialog } from './sign-in-dialog.ts'
import { startVerdictLog } from './verdict-log.ts'

startDevtools()
mountStory(byId('story', HTMLElement))
mountBreak(byId('break', HTMLElement))
startNoticeSide()
startVerdictLog(auth, openmrsAuth)
startSignInDialog(signIn, 'projects', 'Sign in')
startSignInDialog(openmrsSignIn, 'openmrs', 'Sign in to OpenMRS')
startNotices()
startReconnectPrompts()
startProjects()
startReports()
startIntegrations()
startOpenmrs()
startOtherOrigin()
await startHeader()
if (user.get() !== undefined) await loadProjects()
