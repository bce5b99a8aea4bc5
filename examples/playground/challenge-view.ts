import { type Challenge, decodeUtf8, type Issue, parseChallenges } from 'why401/challenge'
import { maskChallenge, maskParameter } from 'why401/exchange'
import { make } from '../page/element.ts'
import { issueWords } from './issue-words.ts'

/** The challenges of one field: its text with each deviation marked, then the parsed challenges. */
export function challengeView(name: string, text: string): HTMLElement {
  const { challenges, issues } = parseChallenges(text)
  const field = make('pre', { className: 'field', tabIndex: 0 }, ...markedText(maskChallenge(text, challenges), issues))
  field.setAttribute('role', 'region')
  field.setAttribute('aria-label', `Text of ${name}`)
  const view = make('div', { className: 'challenges' }, make('h3', { textContent: name }), field)
  if (issues.length > 0) view.append(make('ol', { className: 'issues' }, ...issues.map(issueRow)))
  view.append(make('ol', { className: 'schemes' }, ...challenges.map(schemeRow)))
  if (challenges.length === 0) {
    view.append(make('p', { className: 'hint', textContent: 'No challenge was found in it.' }))
  }
  return view
}

/** The text, with a numbered mark at each offset. */
function markedText(text: string, issues: readonly Issue[]): readonly (Node | string)[] {
  const parts: (Node | string)[] = []
  const numbers = new Map<number, number[]>()
  for (const [index, { at }] of issues.entries()) numbers.set(at, [...(numbers.get(at) ?? []), index + 1])
  let done = 0
  for (const [at, found] of [...numbers].toSorted(([a], [b]) => a - b)) {
    parts.push(
      text.slice(done, at),
      make('mark', {}, text.charAt(at) || '␃', make('sup', { textContent: found.join(',') })),
    )
    done = at + 1
  }
  return [...parts, text.slice(done)]
}

function issueRow({ code, at }: Issue): HTMLElement {
  return make('li', {}, make('code', { textContent: code }), ` at offset ${at}: ${issueWords[code]}`)
}

function schemeRow(challenge: Challenge): HTMLElement {
  const { scheme, token68, parameters, issues } = challenge
  const rows = parameters.map(({ name, value }) => [name, maskParameter(name, decodeUtf8(value))] as const)
  if (token68 !== undefined) rows.unshift(['token68', `(${token68.length} characters, not shown)`])
  const terms = rows.flatMap(([name, value]) => [
    make('dt', { textContent: name }),
    make('dd', { textContent: value === '' ? '(empty)' : value }),
  ])
  const row = make('li', {}, make('h4', { textContent: maskChallenge(scheme) }))
  if (terms.length > 0) row.append(make('dl', {}, ...terms))
  else row.append(make('p', { className: 'hint', textContent: 'no parameters' }))
  if (issues.length > 0) {
    row.append(make('p', { className: 'hint', textContent: 'Doubtful: it deviates from the grammar.' }))
  }
  return row
}
