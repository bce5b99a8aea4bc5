import type { ReactElement } from 'react'
import { Outlet } from 'react-router'
import { signIn } from '../client/auth.ts'
import { openmrsSignIn } from '../client/openmrs-auth.ts'
import { user } from '../client/user.ts'
import { Header } from './header.tsx'
import { useRefetchAfterAuth } from './queries.ts'
import { SignInDialog } from './prompts/sign-in-dialog.tsx'
import { useValue } from './use-value.ts'

/** The parts of every page: the header, and the dialogs that a refusal on any page opens. */
export function Layout(): ReactElement {
  useRefetchAfterAuth()
  return (
    <>
      <Header />
      <Outlet />
      <SignInDialog signIn={signIn} name="projects" heading="Sign in" username={useValue(user)?.username} />
      <SignInDialog signIn={openmrsSignIn} name="openmrs" heading="Sign in to OpenMRS" />
    </>
  )
}
