import { make } from '../../page/element.ts'
import { challenges, changeManner, manner, orders, relays } from './manner.ts'

type Choices = readonly (readonly [value: string, words: string])[]

/** The controls for how the servers say no. */
export function mannerView(): HTMLElement {
  const exposes = make('input', { id: 'expose', type: 'checkbox', checked: manner.get().isExposed })
  exposes.addEventListener('change', () => changeManner({ isExposed: exposes.checked }))
  return make(
    'details',
    { className: 'manner' },
    make('summary', { textContent: 'How the servers say no' }),
    make('p', { className: 'lead', textContent: 'Change it, and the verdict stays the same.' }),
    selectView('challenge', 'Challenge in a 401', challenges, manner.get().challenge, (challenge) =>
      changeManner({ challenge }),
    ),
    selectView('relay', 'Refusals come as', relays, manner.get().relay, (relay) => changeManner({ relay })),
    orderView(),
    make(
      'label',
      { className: 'check' },
      exposes,
      make('span', {}, 'exposes ', make('code', { textContent: 'WWW-Authenticate' })),
    ),
  )
}

function selectView(
  id: string,
  words: string,
  choices: Choices,
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  const options = choices.map(([value, textContent]) => make('option', { value, textContent }))
  const select = make('select', { id }, ...options)
  select.value = chosen
  select.addEventListener('change', () => choose(select.value))
  return make('p', { className: 'pair' }, make('label', { htmlFor: id, textContent: words }), select)
}

function orderView(): HTMLElement {
  const warning = make(
    'p',
    { id: 'order-warning', className: 'hint', hidden: manner.get().order === 'none' },
    'Browsers may open a dialog of their own for Basic, and the page waits. “None” sends ',
    make('code', { textContent: 'Disable-WWW-Authenticate: true' }),
    '.',
  )
  const radios = orders.map(([value, words]) => {
    const radio = make('input', { type: 'radio', name: 'order', value, checked: manner.get().order === value })
    radio.addEventListener('change', () => {
      changeManner({ order: value })
      warning.hidden = value === 'none'
    })
    return make('label', { className: 'check' }, radio, words)
  })
  const legend = make('legend', { textContent: 'Challenges in a 401 of OpenMRS' })
  return make('fieldset', {}, legend, make('div', { className: 'line' }, ...radios), warning)
}
