import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { AuthProvider } from 'why401/react'
import { auth, lookWhoIsThere } from '../client/auth.ts'
import { startDevtools } from '../client/devtools.ts'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'

const root = document.getElementById('root')
if (root === null) throw new TypeError('the page has no #root')

// Not `auth.signedIn()`: the user did not sign in just now, and the other tabs would act as if.
await lookWhoIsThere()

// #region provider
createRoot(root).render(
  <StrictMode>
    <AuthProvider auth={auth}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </AuthProvider>
  </StrictMode>,
)
// #endregion
startDevtools()
