import { createBrowserRouter } from 'react-router'
import { Home } from './home.tsx'
import { Layout } from './layout.tsx'

export const router = createBrowserRouter([
  {
    path: '/react',
    element: <Layout />,
    children: [
      { index: true, element: <Home key="home" /> },
      // The server's `manageUrl` leads here.
      { path: 'integrations/meteo', element: <Home key="meteo" atMeteo /> },
      { path: 'archive', lazy: async () => ({ Component: (await import('./archive/archive.tsx')).ArchivePage }) },
      { path: 'login', lazy: async () => ({ Component: (await import('./archive/login.tsx')).LoginPage }) },
      {
        path: '*',
        element: (
          <main>
            <p>There is no such page.</p>
          </main>
        ),
      },
    ],
    // Shown while the code of a page loads.
    HydrateFallback: () => null,
  },
])
