import { type ReactElement, useRef, useState } from 'react'
import { type AuthEvents, explain, type Verdict } from 'why401'
import { AuthProvider, useAuthEvent } from 'why401/react'
import { openmrsAuth } from '../client/openmrs-auth.ts'
import { causeOf } from '../client/verdict-cause.ts'
import { sentenceOf } from '../client/words.ts'

interface Entry {
  readonly id: number
  readonly verdict: Verdict
  readonly method: string
  readonly cause: string | undefined
  readonly count: number
}

type Add = (event: AuthEvents['verdict']) => void

const MOST = 50

/** Every verdict with its reasons, the newest first and unfolded. */
export function VerdictLog(): ReactElement {
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const [openId, setOpenId] = useState<number>()
  const newest = useRef<{ readonly id: number; readonly cause?: string | undefined }>({ id: 0 })

  const add: Add = ({ verdict, request: { method } }) => {
    const cause = causeOf(verdict, method)
    if (cause !== undefined && cause === newest.current.cause) {
      // The same renewal answers it.
      setEntries(([first, ...others]) => (first ? [{ ...first, count: first.count + 1 }, ...others] : []))
      return
    }
    const id = newest.current.id + 1
    newest.current = { id, cause }
    setEntries((earlier) => [{ id, verdict, method, cause, count: 1 }, ...earlier].slice(0, MOST))
    setOpenId(id)
  }

  function clear(): void {
    setEntries([])
    newest.current = { id: newest.current.id }
  }

  return (
    <aside className="log" aria-labelledby="log-title">
      <Listener onVerdict={add} />
      <AuthProvider auth={openmrsAuth}>
        <Listener onVerdict={add} />
      </AuthProvider>
      <div className="log-head">
        <h2 id="log-title">Why it was refused</h2>
        <button id="clear-log" type="button" hidden={entries.length === 0} onClick={clear}>
          Clear
        </button>
      </div>
      <p id="log-empty" className="lead" hidden={entries.length > 0}>
        Nothing was refused yet. Ask for something without being signed in, or break something and ask again.
      </p>
      <ol id="log" aria-label="Verdicts, newest first">
        {entries.map((entry) => (
          <Item
            key={entry.id}
            {...entry}
            isOpen={entry.id === openId}
            onToggle={() => setOpenId(entry.id === openId ? undefined : entry.id)}
          />
        ))}
      </ol>
    </aside>
  )
}

/** Listens to the `auth` of the provider above it. */
function Listener({ onVerdict }: { readonly onVerdict: Add }): null {
  useAuthEvent('verdict', onVerdict)
  return null
}

function Item({
  verdict,
  method,
  count,
  isOpen,
  onToggle,
}: Entry & { readonly isOpen: boolean; readonly onToggle: () => void }): ReactElement {
  const { kind, reason, status, url } = verdict
  return (
    <li data-kind={kind}>
      <details open={isOpen}>
        <summary
          onClick={(event) => {
            event.preventDefault()
            onToggle()
          }}
        >
          <span className="said">{sentenceOf(verdict)}</span>
          <span className="kind">{kind}</span>
          <strong>{reason}</strong>
          {count > 1 && <span className="times">{count}×</span>}
          <span className="request">{`${status} ${method} ${url.replace(location.origin, '')}`}</span>
        </summary>
        <div className="explained">
          {explain(verdict)
            .split('\n')
            .map((line, index) => (
              <p key={index}>{line.trim()}</p>
            ))}
        </div>
      </details>
    </li>
  )
}
