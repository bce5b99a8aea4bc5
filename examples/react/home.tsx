import type { ReactElement } from 'react'
import { AuthProvider } from 'why401/react'
import { openmrsAuth } from '../client/openmrs-auth.ts'
import { Break } from './break.tsx'
import { FailedRenewalNotice } from './prompts/failed-renewal-notice.tsx'
import { ForbiddenNotice } from './prompts/forbidden-notice.tsx'
import { Meteo } from './cards/meteo.tsx'
import { OtherOrigin } from './cards/other-origin.tsx'
import { Patients } from './cards/patients.tsx'
import { Projects } from './cards/projects.tsx'
import { ReconnectPrompt } from './prompts/reconnect-prompt.tsx'
import { Reports } from './cards/reports.tsx'
import { Story } from './story.tsx'
import { VerdictLog } from './verdict-log.tsx'

/** The patients' API has its own login, so it has its own `auth` and its own provider. */
export function Home({ atMeteo = false }: { readonly atMeteo?: boolean }): ReactElement {
  return (
    <>
      <Story />
      <div className="columns">
        <Break />
        <main>
          <div className="cards">
            <Projects />
            <Reports />
            <Meteo focused={atMeteo} />
            <AuthProvider auth={openmrsAuth}>
              <Patients />
            </AuthProvider>
            <OtherOrigin />
          </div>
          <section id="notices" className="notices" aria-label="Messages">
            <ForbiddenNotice />
            <FailedRenewalNotice />
            <AuthProvider auth={openmrsAuth}>
              <ForbiddenNotice />
            </AuthProvider>
            <ReconnectPrompt integration="meteo" name="Meteo" />
          </section>
        </main>
        <VerdictLog />
      </div>
    </>
  )
}
