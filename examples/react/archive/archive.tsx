import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { AuthProvider } from 'why401/react'
import type { Project } from '../../client/projects.ts'
import { archive, archiveAuth } from './archive-auth.ts'
import { note } from './archive-note.ts'
import { outcomeOf, Output } from '../cards/outcome.tsx'
import { useRefetchAfterAuth } from '../queries.ts'
import { useValue } from '../use-value.ts'

/** Login by redirect, with an `auth` of its own. */
export function ArchivePage(): ReactElement {
  return (
    <AuthProvider auth={archiveAuth}>
      <Archive />
    </AuthProvider>
  )
}

// #region archive
function Archive(): ReactElement {
  useRefetchAfterAuth()
  const { text, isInTheWay } = useValue(note)
  const projects = useQuery({ queryKey: ['archive'], queryFn: () => archive.get('projects').json<Project[]>() })
  return (
    <main>
      <section className="card" aria-labelledby="archive-title">
        <h2 id="archive-title">Archive</h2>
        <ul className="rows" aria-label="Archive">
          {projects.data?.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
        <label htmlFor="note">Note</label>
        <textarea
          id="note"
          rows={3}
          value={text}
          onChange={(event) =>
            note.set({ text: event.target.value, isInTheWay: isInTheWay && event.target.value !== '' })
          }
        />
        <p className="error" role="alert">
          {isInTheWay && 'Your note is not saved. Clear it to sign in.'}
        </p>
        <div className="line">
          <button type="button" onClick={() => void projects.refetch()}>
            Load archive
          </button>
        </div>
        <Output id="archive-output" outcome={outcomeOf(projects, (list) => `${list.length} projects`)} />
      </section>
    </main>
  )
}
// #endregion
