import { type Because, explain, type Verdict } from 'why401'
import { createDrawing, createMeasure, draw, type Drawn, LINE, type Measure, textBlock, wrap } from './drawing.ts'

/** One branch of the tree: a finding, and what it concludes. */
interface Branch {
  readonly saw: string
  readonly leaf: string
  readonly kind: Verdict['kind']
  /** `taken`: it won. `agrees`: it concludes the same kind. `lost`: it concludes another. */
  readonly part: 'taken' | 'agrees' | 'lost'
}

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

function branchesOf({ because, kind }: Verdict): readonly Branch[] {
  return because.map((finding, index) => ({
    saw: sawOf(finding),
    leaf: `${finding.kind}, ${finding.certainty}`,
    kind: finding.kind,
    part: partOf(index, finding.kind === kind),
  }))
}

function partOf(index: number, isSame: boolean): Branch['part'] {
  if (index === 0) return 'taken'
  return isSame ? 'agrees' : 'lost'
}

function sawOf({ saw, where }: Because): string {
  return where === 'status' || where === '' ? saw : `${saw} · ${where}`
}

/** The tree in words, for those who do not see it; the list of evidence has the details. */
function treeWords(root: string, branches: readonly Branch[], verdict: Verdict): string {
  const [taken, ...others] = branches
  const agree = others.filter(({ part }) => part === 'agrees').length
  const lost = others.filter(({ part }) => part === 'lost').map(({ leaf }) => leaf)
  const sentences = [
    taken === undefined
      ? `${root} leads to ${verdict.kind}.`
      : `${root}, then ${taken.saw}, leads to ${taken.leaf}: ${verdict.reason}.`,
  ]
  if (agree > 0) sentences.push(`${agree} ${agree === 1 ? 'other finding agrees' : 'other findings agree'}.`)
  if (lost.length > 0) sentences.push(`Also considered and not taken: ${lost.join('; ')}.`)
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
    const drawn = paintBranch(branch, branch.part === 'taken' ? verdict : undefined, size, { measure, bold })
    const middle = y + drawn.entry
    const way = `M${TRUNK} ${LINE + 14} V${middle - 8} Q${TRUNK} ${middle} ${TRUNK + 8} ${middle} H${left}`
    const link = draw('path', { d: way, class: `link ${branch.part}`, 'data-kind': branch.kind })
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

/** `taken` is the verdict, for the branch that led to it. */
function paintBranch(
  { saw, leaf, kind, part }: Branch,
  taken: Verdict | undefined,
  { left, y, boxWidth, width, isNarrow }: Size,
  { measure, bold }: { readonly measure: Measure; readonly bold: Measure },
): Drawn & { readonly entry: number } {
  const all = wrap(saw, boxWidth - 2 * PAD, part === 'taken' ? bold : measure)
  const lines =
    all.length > MOST_LINES ? [...all.slice(0, MOST_LINES - 1), `${all[MOST_LINES - 1]?.slice(0, -1)}…`] : all
  const leafX = isNarrow ? left : left + boxWidth + 34
  const leafWidth = width - leafX - 1
  const ends = taken === undefined ? [leaf] : [leaf, taken.reason, `Fix: ${fixOf(taken)}`]
  const leafLines = ends.flatMap((text) => wrap(text, leafWidth - 2 * PAD, bold))
  const sawHeight = lines.length * LINE + 12
  const leafHeight = leafLines.length * LINE + 12
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
      draw('path', { d: link, class: `link ${part}`, 'data-kind': kind }),
      draw('rect', {
        x: left,
        y: sawY,
        width: boxWidth,
        height: sawHeight,
        rx: 8,
        class: `saw ${part}`,
        'data-kind': kind,
      }),
      textBlock(lines, left + PAD, sawY + 6, part === 'taken' ? 'bold' : ''),
      draw('rect', {
        x: leafX,
        y: leafY,
        width: leafWidth,
        height: leafHeight,
        rx: 8,
        class: `leaf ${part}`,
        'data-kind': kind,
      }),
      textBlock(leafLines, leafX + PAD, leafY + 6, `end ${part}`),
    ],
  }
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
