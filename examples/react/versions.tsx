import type { ReactElement } from 'react'
import { Link } from 'react-router'

export function Versions(): ReactElement {
  return (
    <nav className="versions" aria-label="Versions">
      <a href="/">TypeScript</a>
      <a href="/react/" aria-current="page">
        React
      </a>
      <a href="/vue/">Vue</a>
      <a href="/playground/">Why?</a>
      <Link to="/react/archive">Archive</Link>
    </nav>
  )
}
