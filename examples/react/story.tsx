import { type ReactElement, useLayoutEffect, useRef } from 'react'
import { startNoticeSide } from '../client/notices/notice-side.ts'
import { mountStory } from '../client/scenarios/story-view.ts'

/** EXAMPLE ONLY: the scenarios and their diagram. All versions of the example share the view. */
export function Story(): ReactElement {
  const host = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const undo = host.current === null ? [] : [mountStory(host.current), startNoticeSide()]
    return () => {
      for (const act of undo) act()
    }
  }, [])
  return <section ref={host} id="story" className="story" />
}
