import type { Status } from '../../session/index.js'
import { redact } from '../../verdict/index.js'
import { shownUrl } from '../timeline/shown-text.js'
import type { NamedAuth } from '../timeline/attached-auths.js'
import { button, h, icon, link, replaceChildren } from './markup.js'
import { sentences } from '../timeline/sentences.js'

/** The words for each status. */
export const statusWords: { readonly [S in Status]: string } = {
  unknown: 'login not known yet',
  'signed-in': 'signed in',
  renewing: 'renewing …',
  'signing-in': 'signing in …',
  'signed-out': 'signed out',
}

/** The status of each login, and the broken integrations. */
export interface LoginBar {
  readonly states: HTMLElement
  readonly broken: HTMLElement
  readonly show: (auths: readonly NamedAuth[]) => void
}

export function createLoginBar(): LoginBar {
  const states = h('div', { class: 'logins' })
  const broken = h('ul', { class: 'bar broken', role: 'list', 'aria-label': 'Broken integrations' })
  let known: readonly unknown[] = []
  return {
    states,
    broken,
    show: (auths) => {
      replaceChildren(states, auths.map(stateOf))
      const maps = auths.map(({ auth }) => auth.integrations.get())
      // The buttons stay while nothing changed: one that is replaced between mousedown and mouseup gets no click.
      if (maps.length === known.length && maps.every((map, index) => map === known[index])) return
      known = maps
      replaceChildren(broken, auths.flatMap(brokenOf))
      broken.hidden = broken.childElementCount === 0
    },
  }
}

function stateOf({ auth, name }: NamedAuth): HTMLElement {
  const { status, generation } = auth.state.get()
  return h(
    'span',
    { class: 'state' },
    h('span', { class: 'dot', 'data-status': status }),
    `${name === '' ? '' : `${redact(name)}: `}${statusWords[status]}`,
    generation === 0 ? undefined : h('span', { class: 'dim' }, loginsWords(generation)),
  )
}

function loginsWords(generation: number): string {
  return `· ${generation} ${generation === 1 ? 'renewal or sign-in' : 'renewals and sign-ins'}`
}

/** The integrations whose key was refused, each with a button that marks it as fixed. */
function brokenOf({ auth, name }: NamedAuth): readonly HTMLElement[] {
  return [...auth.integrations.get()].map(([integration, { reason, manageUrl }]) => {
    const shown = redact(integration)
    const manage = manageUrl === undefined ? undefined : shownUrl(manageUrl)
    return h(
      'li',
      {},
      icon('third-party-key-invalid'),
      h(
        'span',
        {},
        h('strong', {}, shown),
        ` ${sentences[reason].toLowerCase()}${name === '' ? '' : ` (${redact(name)})`}`,
      ),
      // A link without its secret part leads nowhere.
      manage === undefined || manage.includes('…') ? undefined : link('Manage', manage),
      button('Mark as fixed', () => auth.integrationFixed(integration), { 'aria-label': `Mark ${shown} as fixed` }),
    )
  })
}
