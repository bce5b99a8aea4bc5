import { createBrowserRouter } from 'react-router'

// The pages import `auth`, and that imports the router: so the pages are loaded lazily.
export const router = createBrowserRouter([
  {
    HydrateFallback: () => <p>Loading …</p>,
    children: [
      { path: '/', lazy: async () => ({ Component: (await import('./orders.tsx')).Orders }) },
      { path: '/login', lazy: async () => ({ Component: (await import('./login.tsx')).Login }) },
    ],
  },
])
