import { mustBeAuth } from '../../fetch/index.js'
import type { DevtoolsAuth } from './recorder.js'
import type { Timeline } from './timeline.js'

/** An `Auth` with the name that the panel shows for it; '' where there is only one. */
export interface NamedAuth {
  readonly auth: DevtoolsAuth
  readonly name: string
}

/** The `Auth`s of one panel. It listens to them while it is in the page, and keeps them while it is not. */
export interface AttachedAuths {
  readonly attach: (auth: DevtoolsAuth, name: string) => () => void
  readonly list: () => readonly NamedAuth[]
  readonly start: (timeline: Timeline) => void
  readonly stop: () => void
}

interface Attachment {
  readonly name: string
  detach?: () => void
}

export function createAttachedAuths(onChange: () => void): AttachedAuths {
  const attachments = new Map<DevtoolsAuth, Attachment>()
  let timeline: Timeline | undefined

  function listen(to: Timeline, auth: DevtoolsAuth, attachment: Attachment): void {
    const undo = [
      to.record(auth, attachment.name),
      ...[auth.state, auth.integrations].map((store) => store.subscribe(onChange)),
    ]
    attachment.detach = () => {
      for (const act of undo) act()
      delete attachment.detach
    }
  }

  function start(to: Timeline): void {
    timeline = to
    for (const [auth, attachment] of attachments) if (!attachment.detach) listen(to, auth, attachment)
    onChange()
  }

  return {
    attach: (auth, name) => {
      mustBeAuth(auth, 'attach')
      attachments.get(auth)?.detach?.()
      const attachment: Attachment = { name }
      attachments.set(auth, attachment)
      if (timeline) start(timeline)
      return () => {
        // The same `Auth` may have been attached again since: then this undo is void.
        if (attachments.get(auth) !== attachment) return
        attachment.detach?.()
        attachments.delete(auth)
        onChange()
      }
    },
    list: () => [...attachments].map(([auth, { name }]) => ({ auth, name })),
    start,
    stop: () => {
      timeline = undefined
      for (const { detach } of attachments.values()) detach?.()
    },
  }
}
