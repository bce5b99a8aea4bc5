const SVG = 'http://www.w3.org/2000/svg'

/** Makes an element of a drawing; text goes in as text, never as markup. */
export function draw(
  tag: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElement {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  element.append(...children)
  return element
}

/** Sizes of the texts in a drawing, px: `styles/drawing.css` has the same. */
export const FONT = 13
export const LINE = 17

/** Says how wide a text is. */
export type Measure = (text: string) => number

/** Measures with the font of the page; without a canvas it estimates. */
export function createMeasure(isBold = false): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return (text) => text.length * FONT * 0.62
  context.font = `${isBold ? '600 ' : ''}${FONT}px ${getComputedStyle(document.body).fontFamily}`
  return (text) => context.measureText(text).width
}

/** Breaks a text into lines of at most `width`, at its spaces; a longer word after a mark, or anywhere. */
export function wrap(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (measure(line) > width && line.length > 1) {
      let end = line.length - 1
      while (end > 1 && measure(line.slice(0, end)) > width) end -= 1
      end = breakBefore(line, end)
      lines.push(line.slice(0, end))
      line = line.slice(end)
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** A place to break a long word: after its last mark before `end`, where that leaves at least half of the line. */
function breakBefore(word: string, end: number): number {
  const mark = word.slice(0, end).search(/[/.\-_:=&][^/.\-_:=&]*$/) + 1
  return mark * 2 >= end ? mark : end
}

/** Lines of text, one below the other; `y` is the top. */
export function textBlock(lines: readonly string[], x: number, y: number, className: string): SVGElement {
  return draw(
    'text',
    { x, y: y + FONT, class: className },
    ...lines.map((line, index) => draw('tspan', { x, dy: index === 0 ? 0 : LINE }, line)),
  )
}

/** A drawing as wide as its place: it is drawn anew when that changes. `paint` gets the width, px. */
export function createDrawing(className: string, label: string, paint: (width: number) => Drawn): HTMLElement {
  const host = document.createElement('div')
  host.className = `drawing ${className}`
  host.setAttribute('role', 'img')
  host.setAttribute('aria-label', label)
  let painted = 0
  new ResizeObserver(() => {
    const width = Math.floor(host.clientWidth)
    if (width === 0 || width === painted) return
    painted = width
    const { height, parts } = paint(width)
    host.replaceChildren(
      draw('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' }, ...parts),
    )
  }).observe(host)
  return host
}

export interface Drawn {
  readonly height: number
  readonly parts: readonly SVGElement[]
}
