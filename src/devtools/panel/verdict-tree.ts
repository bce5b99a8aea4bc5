import { specUrl } from '../../advice/index.js'
import { type Branch, branchesOf, certainties, type Verdict } from '../../verdict/index.js'
import { h, icon, link } from './markup.js'
import { certaintyWords, codesOf } from './row.js'

const partWords: { readonly [P in Exclude<Branch['part'], 'note'>]: string } = {
  taken: 'Taken',
  agrees: 'Agrees',
  lost: 'Not taken',
}

/**
 * The decision as a tree: what came is the root, each finding a branch, and what it concludes the leaf. It is a nested list
 * and no drawing: the text wraps at any width, and a screen reader reads it in order.
 */
export function verdictTree(verdict: Verdict): HTMLElement {
  const { status } = verdict
  return h(
    'ul',
    { role: 'list', class: 'tree' },
    h(
      'li',
      {},
      h('p', { class: 'root' }, status === 0 ? 'No answer' : `Status ${status}`),
      h('ol', { role: 'list' }, ...branchesOf(verdict).map((branch) => branchItem(branch, verdict))),
    ),
  )
}

function branchItem(branch: Branch, verdict: Verdict): HTMLElement {
  const { part } = branch
  const { rule, saw, where, spec, kind } = branch.finding
  return h(
    'li',
    { class: part },
    h(
      'div',
      { class: 'saw' },
      h(
        'p',
        {},
        h(part === 'taken' ? 'strong' : 'span', {}, saw),
        where === 'status' ? undefined : h('span', { class: 'dim' }, ` — ${where}`),
      ),
      h(
        'p',
        { class: 'dim' },
        h('code', {}, rule),
        ...(spec === undefined ? [] : [' · ', link(spec, specUrl(spec))]),
        part === 'note' ? ' · note' : undefined,
      ),
    ),
    part === 'note'
      ? undefined
      : h(
          'p',
          { class: `leaf k-${kind}` },
          icon(kind),
          h('span', {}, h('b', {}, `${partWords[part]}: `), leafWords(branch, verdict)),
        ),
  )
}

/** What a finding concludes, and why that did not count. */
function leafWords({ finding: { kind, certainty }, part }: Branch, verdict: Verdict): string {
  if (part === 'taken') return codesOf(verdict)
  const concluded = `${kind} · ${certaintyWords(certainty)}`
  if (part === 'agrees') return concluded
  return certainties.indexOf(certainty) < certainties.indexOf(verdict.certainty)
    ? `${concluded}, and so less sure`
    : `${concluded}, but another rule comes first`
}
