import { explain } from '../verdict/index.js'
import type { Finding } from './finding.js'
import type { Paint } from './paint.js'

/** A finding as text: verdict, challenges, notes, advice. */
export function textOf({ title, exchange, verdict, advice, notes, challenges }: Finding, paint: Paint): string {
  const [, kind = '', ...because] = explain(verdict).split('\n')
  const { method } = exchange.request
  const lines = [
    ...(title === undefined ? [] : [paint.bold(title)]),
    ...exchange.earlier.map(({ status, location }) => paint.dim(`${status} → ${location ?? 'nowhere'}`)),
    paint.plain([verdict.status, method, verdict.url].filter(Boolean).join(' ')),
    paint.kind(verdict.kind, kind),
    ...because.map(paint.plain),
    ...challenges.map((challenge) => paint.dim(`  WWW-Authenticate: ${challenge}`)),
    ...notes.map((note) => paint.dim(`  note: ${note}`)),
    ...advice.flatMap((one) => [
      `  ${paint.bold(`advice: ${one.title}`)} ${paint.dim(`[${one.spec}]`)}`,
      `    ${paint.plain(one.text)}`,
      ...(one.fix ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => `      ${paint.plain(line)}`),
    ]),
  ]
  return `${lines.join('\n')}\n`
}
