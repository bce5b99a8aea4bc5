import type { PropsWithChildren, ReactElement, ReactNode } from 'react'
import type { CardWords } from '../../client/cards.ts'

interface Properties {
  /** Prefix of its ids. */
  readonly name: string
  readonly words: CardWords
  /** Its state and its main button, beside the heading. */
  readonly head: ReactNode
  readonly isWide?: boolean
}

/** A part of the app, with a sentence on what it shows of why401. */
export function Card({ name, words, head, isWide = false, children }: PropsWithChildren<Properties>): ReactElement {
  return (
    <section className={isWide ? 'card wide' : 'card'} aria-labelledby={`${name}-title`}>
      <div className="card-head">
        <h2 id={`${name}-title`}>{words.heading}</h2>
        {head}
      </div>
      {children}
      <p className="shows">{words.shows}</p>
    </section>
  )
}
