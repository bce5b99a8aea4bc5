import type { Verdict } from 'why401'
import { createDrawing, createMeasure, draw, type Drawn, LINE, textBlock, wrap } from './drawing.ts'

/** What the diagram needs of an exchange. */
export interface DrawnExchange {
  readonly request: { readonly method?: string | undefined; readonly sent?: string | undefined }
  readonly status: number
  /** Answers that came before the final one, oldest first. */
  readonly earlier: readonly { readonly status: number; readonly location: string | undefined }[]
}

interface Message {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly tone: 'sent' | 'good' | 'refused' | 'away'
}

const PAD = 12

/** The exchange as a sequence diagram: the client, the server, and the third party where it was one that refused. */
export function exchangeDiagram(exchange: DrawnExchange, verdict: Verdict): HTMLElement {
  const third = verdict.kind === 'third-party-key-invalid' ? (verdict.integration ?? 'A third party') : undefined
  const lanes = ['The client', hostOf(verdict.url), ...(third === undefined ? [] : [third])]
  const messages = messagesOf(exchange, verdict)
  const words = messages.map(({ from, to, text }) => `${lanes[from]} to ${lanes[to]}: ${text}`).join('. ')
  return createDrawing('exchange', `Sequence diagram. ${words}.`, (width) => paint(lanes, messages, width))
}

function messagesOf({ request, status, earlier }: DrawnExchange, verdict: Verdict): readonly Message[] {
  const path = pathOf(verdict.url)
  const sent = request.sent === undefined ? '' : ` · sent: ${request.sent}`
  const ask: Message = { from: 0, to: 1, text: `${request.method ?? 'GET'} ${path}${sent}`, tone: 'sent' }
  const redirects = earlier.flatMap(({ status: code, location }): Message[] => {
    const isRedirect = code >= 300 && code < 400
    const answer = {
      from: 1,
      to: 0,
      text: `${code}${location === undefined ? '' : ` to ${location}`}`,
      tone: 'away',
    } as const
    return isRedirect ? [answer, { from: 0, to: 1, text: 'follows', tone: 'sent' }] : [answer]
  })
  const tone = verdict.kind === 'none' && status < 400 ? 'good' : 'refused'
  const final: Message = { from: 1, to: 0, text: `${status} ${verdict.reason}`, tone }
  if (verdict.kind !== 'third-party-key-invalid' || verdict.reason === 'key-missing') return [ask, ...redirects, final]
  const upstream = verdict.upstream?.status
  return [
    ask,
    ...redirects,
    { from: 1, to: 2, text: 'with the stored key', tone: 'sent' },
    { from: 2, to: 1, text: upstream === undefined ? 'refused' : `${upstream}`, tone: 'refused' },
    final,
  ]
}

function hostOf(url: string): string {
  try {
    const { host } = new URL(url)
    return host === '' || host.endsWith('.invalid') ? 'The server' : host
  } catch {
    return 'The server'
  }
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/'
}

function paint(lanes: readonly string[], messages: readonly Message[], width: number): Drawn {
  const measure = createMeasure()
  const bold = createMeasure(true)
  const column = width / lanes.length
  const middle = (lane: number): number => column * (lane + 0.5)
  const heads = lanes.map((name) => wrap(name, column - PAD, bold))
  let y = Math.max(...heads.map((lines) => lines.length)) * LINE + 14
  const top = y
  const parts: SVGElement[] = []
  for (const { from, to, text, tone } of messages) {
    const lines = wrap(text, Math.abs(middle(to) - middle(from)) - PAD, measure)
    const centre = (middle(from) + middle(to)) / 2
    const block = textBlock(lines, centre, y, `said ${tone}`)
    y += lines.length * LINE + 6
    const head = middle(to) + (to > from ? -9 : 9)
    parts.push(
      block,
      draw('path', { d: `M${middle(from)} ${y} H${head}`, class: `arrow ${tone}` }),
      draw('path', { d: `M${middle(to)} ${y} L${head} ${y - 5} V${y + 5} Z`, class: `head ${tone}` }),
    )
    y += 12
  }
  const lifelines = heads.flatMap((lines, lane) => [
    draw('path', { d: `M${middle(lane)} ${top - 6} V${y + 4}`, class: 'lifeline' }),
    textBlock(lines, middle(lane), 0, 'lane bold'),
  ])
  return { height: y + 6, parts: [...lifelines, ...parts] }
}
