import type { Status } from '../../session/index.js'
import { redact } from '../../verdict/index.js'
import { withoutQuery } from '../timeline/entry.js'
import type { Named } from '../timeline/attached-auths.js'
import { button, h, icon, link, replace } from './markup.js'

/** What a state is called. */
export const statusWords: { readonly [S in Status]: string } = {
  unknown: 'not known yet',
  'signed-in': 'signed in',
  renewing: 'renewing …',
  'signing-in': 'signing in …',
  'signed-out': 'signed out',
}

/** How the logins stand, and which integrations are broken. */
export interface LoginBar {
  readonly states: HTMLElement
  readonly broken: HTMLElement
  readonly show: (auths: readonly Named[]) => void
}

export function createLoginBar(): LoginBar {
  const states = h('div', { class: 'logins' })
  const broken = h('ul', { class: 'bar broken', role: 'list', 'aria-label': 'Broken integrations' })
  let known: readonly unknown[] = []
  return {
    states,
    broken,
    show: (auths) => {
      replace(states, auths.map(stateOf))
      const maps = auths.map(({ auth }) => auth.integrations.get())
      // A button that is replaced while it is pressed is not pressed.
      if (maps.length === known.length && maps.every((map, index) => map === known[index])) return
      known = maps
      replace(broken, auths.flatMap(brokenOf))
      broken.hidden = broken.childElementCount === 0
    },
  }
}

function stateOf({ auth, name }: Named): HTMLElement {
  const { status, generation } = auth.state.get()
  return h(
    'span',
    { class: 'state' },
    h('span', { class: 'dot', 'data-status': status }),
    `${name === '' ? '' : `${name}: `}${statusWords[status]}`,
    generation === 0
      ? undefined
      : h('span', { class: 'dim', title: 'Grows with every renewal and sign-in' }, `· generation ${generation}`),
  )
}

/** The integrations whose key was refused, each with a way to say that it is fixed. */
function brokenOf({ auth, name }: Named): readonly HTMLElement[] {
  return [...auth.integrations.get()].map(([integration, { reason, manageUrl }]) => {
    const shown = redact(integration)
    return h(
      'li',
      {},
      icon('third-party-key-invalid'),
      h('span', {}, h('strong', {}, shown), ` ${reason}${name === '' ? '' : ` (${name})`}`),
      manageUrl === undefined ? undefined : link('Manage', withoutQuery(manageUrl)),
      button('Mark as fixed', () => auth.integrationFixed(integration), { 'aria-label': `Mark ${shown} as fixed` }),
    )
  })
}
