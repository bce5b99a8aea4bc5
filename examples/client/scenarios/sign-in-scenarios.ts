import { signIn } from '../auth.ts'
import { openmrs, openmrsSignIn } from '../openmrs-auth.ts'
import type { SignIn } from '../sign-in.ts'
import { ADA, beAda, WRONG } from './people.ts'
import type { Scenario } from './scenario.ts'
import { until } from './stage.ts'

export const wrongPassword: Scenario = {
  id: 'wrong-password',
  title: 'Wrong password',
  lead: 'A wrong password: the form says so, and nobody is signed out.',
  play: async ({ say, press, fail, begin, signal }) => {
    await beAda()
    await begin()
    await fail('expire-session')
    await say('Ada’s session has ended, and the page asks for the projects.')
    const answer = press('load-projects', 'projects')
    await isOpen(signIn, signal)
    await say('The page asks for a sign-in, and the story types a wrong password.')
    await signIn.send(WRONG)
    await say('The error stands at the fields, and the request waits on: type lovelace, or cancel.')
    const { isDone } = await answer
    await say(
      isDone
        ? 'The right password came, and the projects with it.'
        : 'The request ended with its own refusal, and the page works on without a login.',
    )
  },
}

export const openmrsSteps: Scenario = {
  id: 'openmrs',
  title: 'OpenMRS, five steps',
  lead: 'OpenMRS’s own login: each of its refusals has its own remedy.',
  play: async ({ say, press, fail, begin, signal }) => {
    await openmrs.delete('openmrs/session')
    await begin()
    const first = press('patients', 'openmrs')
    await isOpen(openmrsSignIn, signal)
    await say('No credentials came: the server asks for them, and so does the page.')
    await openmrsSignIn.send(WRONG)
    await say('Wrong credentials came: the error stands at the fields.')
    await openmrsSignIn.send(ADA)
    await first
    await say('The right ones came: the patients are listed.')
    await fail('expire-openmrs-session')
    const second = press('patients', 'openmrs')
    await isOpen(openmrsSignIn, signal)
    await say('The session is over: the page asks once more, and the list comes again.')
    await openmrsSignIn.send(ADA)
    await second
    await press('staff', 'openmrs')
    await say('A privilege is missing: it is named, and nobody is asked to sign in.')
  },
}

const isOpen = (dialog: SignIn, signal: AbortSignal): Promise<void> => until(dialog.state, ({ open }) => open, signal)
