import { type Because, explain, type Verdict } from 'why401'
import { type Branch, branchesOf } from 'why401/verdict'
import { createDrawing, createMeasure, draw, type Drawn, LINE, type Measure, textBlock, wrap } from './drawing.ts'

/** A branch shows at most this many lines of what was seen. */
const MOST_LINES = 4
const PAD = 10
const TRUNK = 22
/** Below this width, px, a leaf stands under its branch and not beside it. */
const NARROW = 520

/** The verdict as a tree: what came at the root, each finding a branch, what it concludes the leaf; the taken path is bold. */
export function verdictTree(verdict: Verdict): HTMLElement {
  const branches = branchesOf(verdict)
  const root = verdict.status === 0 ? 'No answer' : `Status ${verdict.status}`
  return createDrawing('tree', treeWords(root, branches, verdict), (width) => paintTree(root, branches, verdict, width))
}

function sawOf({ saw, where }: Because): string {
  return where === 'status' || where === '' ? saw : `${saw} · ${where}`
}

function leafOf({ kind, certainty }: Because): string {
  return `${kind}, ${certainty}`
}

/** The tree in words, for those who do not see it; the list of evidence has the details. */
function treeWords(root: string, branches: readonly Branch[], verdict: Verdict): string {
  const of = (part: Branch['part']): readonly Because[] =>
    branches.filter((branch) => branch.part === part).map(({ finding }) => finding)
  const [taken] = of('taken')
  const [agree, lost, notes] = [of('agrees').length, of('lost').map(leafOf), of('note').map(({ saw }) => saw)]
  const sentences = [
    taken === undefined
      ? `${root} leads to ${verdict.kind}.`
      : `${root}, then ${sawOf(taken)}, leads to ${leafOf(taken)}: ${verdict.reason}.`,
  ]
  if (agree > 0) sentences.push(`${agree} ${agree === 1 ? 'other finding agrees' : 'other findings agree'}.`)
  if (lost.length > 0) sentences.push(`Also considered and not taken: ${lost.join('; ')}.`)
  if (notes.length > 0) sentences.push(`Noted: ${notes.join('; ')}.`)
  return `Decision tree. ${sentences.join(' ')}`
}

function paintTree(root: string, branches: readonly Branch[], verdict: Verdict, width: number): Drawn {
  const measure = createMeasure()
  const bold = createMeasure(true)
  const rootWidth = Math.ceil(bold(root)) + 2 * PAD
  const isNarrow = width < NARROW
  const left = TRUNK + 26
  const boxWidth = isNarrow ? width - left - 1 : Math.floor((width - left) * 0.56)
  const links: SVGElement[] = []
  const boxes: SVGElement[] = [
    draw('rect', { x: 1, y: 1, width: rootWidth, height: LINE + 12, rx: 8, class: 'root' }),
    textBlock([root], 1 + PAD, 7, 'bold'),
  ]
  let y = LINE + 30
  for (const branch of branches) {
    const size = { left, y, boxWidth, width, isNarrow }
    const drawn = paintBranch(branch, verdict, size, { measure, bold })
    const middle = y + drawn.entry
    const way = `M${TRUNK} ${LINE + 14} V${middle - 8} Q${TRUNK} ${middle} ${TRUNK + 8} ${middle} H${left}`
    const link = draw('path', { d: way, class: `link ${branch.part}`, 'data-kind': branch.finding.kind })
    // The taken path is drawn last, over the others.
    if (branch.part === 'taken') links.push(link)
    else links.unshift(link)
    boxes.push(...drawn.parts)
    y += drawn.height + 12
  }
  return { height: y, parts: [...links, ...boxes] }
}

interface Size {
  readonly left: number
  readonly y: number
  readonly boxWidth: number
  readonly width: number
  readonly isNarrow: boolean
}

function paintBranch(
  { finding, part }: Branch,
  verdict: Verdict,
  { left, y, boxWidth, width, isNarrow }: Size,
  { measure, bold }: { readonly measure: Measure; readonly bold: Measure },
): Drawn & { readonly entry: number } {
  const look = { part, kind: finding.kind }
  if (part === 'note') {
    // It is a sentence of ours, and no text of a server: it is shown whole.
    const lines = wrap(`Note: ${finding.saw}`, width - left - 1 - 2 * PAD, measure)
    const height = heightOf(lines)
    return { height, entry: height / 2, parts: box('saw', lines, { x: left, y, width: width - left - 1 }, look) }
  }
  const lines = linesOf(sawOf(finding), boxWidth, part === 'taken' ? bold : measure)
  const leafX = isNarrow ? left : left + boxWidth + 34
  const leafWidth = width - leafX - 1
  const ends = [leafOf(finding), ...(part === 'taken' ? [verdict.reason, `Fix: ${fixOf(verdict)}`] : [])]
  const leafLines = ends.flatMap((text) => wrap(text, leafWidth - 2 * PAD, bold))
  const [sawHeight, leafHeight] = [heightOf(lines), heightOf(leafLines)]
  const height = isNarrow ? sawHeight + leafHeight + 14 : Math.max(sawHeight, leafHeight)
  const sawY = isNarrow ? y : y + (height - sawHeight) / 2
  const leafY = isNarrow ? y + sawHeight + 14 : y + (height - leafHeight) / 2
  const middle = y + height / 2
  const link = isNarrow ? `M${left + 20} ${sawY + sawHeight} V${leafY}` : `M${left + boxWidth} ${middle} H${leafX}`
  return {
    height,
    // Where the branch begins, from its top.
    entry: isNarrow ? sawHeight / 2 : height / 2,
    parts: [
      draw('path', { d: link, class: `link ${part}`, 'data-kind': finding.kind }),
      ...box('saw', lines, { x: left, y: sawY, width: boxWidth }, look),
      ...box('leaf', leafLines, { x: leafX, y: leafY, width: leafWidth }, look),
    ],
  }
}

function linesOf(saw: string, boxWidth: number, measure: Measure): readonly string[] {
  const lines = wrap(saw, boxWidth - 2 * PAD, measure)
  return lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]?.slice(0, -1)}…`]
    : lines
}

function heightOf(lines: readonly string[]): number {
  return lines.length * LINE + 12
}

/** What was seen, or what follows from it. */
function box(
  what: 'saw' | 'leaf',
  lines: readonly string[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  { part, kind }: { readonly part: Branch['part']; readonly kind: Verdict['kind'] },
): readonly SVGElement[] {
  const look = { class: `${what} ${part}`, 'data-kind': kind }
  return [
    draw('rect', { x, y, width, height: heightOf(lines), rx: 8, ...look }),
    textBlock(lines, x + PAD, y + 6, `${what === 'leaf' ? 'end' : 'seen'} ${part}`),
  ]
}

/** `explain` has the words. */
function fixOf(verdict: Verdict): string {
  const beginning = 'what would fix it: '
  const line = explain(verdict)
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text.startsWith(beginning))
  return line?.slice(beginning.length) ?? verdict.remedy
}
