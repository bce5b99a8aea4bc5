import { type Exchange, isUnreadable, readExchanges, type Unreadable } from '../exchange/index.js'
import { type Arguments, readArguments } from './arguments.js'
import { ask } from './ask.js'
import { exitCodeFor, NO_ANSWER, UNREADABLE, WRONG_USAGE } from './exit-code.js'
import { type Finding, findOut } from './finding.js'
import { askFollowing } from './follow.js'
import { dataOf } from './json-report.js'
import { createPaint } from './paint.js'
import { preflightFault } from './preflight.js'
import { questionsFor } from './questions.js'
import { textOf } from './text-report.js'
import { usage } from './usage.js'

/** What a run needs of the world. */
export interface World {
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  /** The text of a file, or of the standard input; rejects with the system's code. */
  readonly read: (file: string | undefined) => Promise<string>
  /** Whether a person types on the standard input, so that nothing will come from it. */
  readonly isInputTerminal: boolean
  readonly isColoured: boolean
  readonly version: () => Promise<string>
}

/** Runs the command; gives the exit code. */
export async function run(args: readonly string[], world: World): Promise<number> {
  const read = readArguments(args)
  if ('usage' in read) return complain(world, read.usage)
  if (read.wants === 'version') {
    world.print(`${await world.version()}\n`)
    return 0
  }
  if (read.wants === 'help') {
    world.print(usage)
    return 0
  }
  if (read.source !== undefined && /^https?:\/\//i.test(read.source)) {
    if (!URL.canParse(read.source)) return complain(world, 'this is no URL')
    return runLive(read.source, read, world)
  }
  if (read.source === undefined && world.isInputTerminal) {
    return complain(world, 'a file, a URL, or something on the standard input is wanted')
  }
  return runText(read, world)
}

function complain(world: World, fault: string): number {
  world.complain(`why401: ${fault}\n\n${usage}`)
  return WRONG_USAGE
}

async function runText(args: Arguments, world: World): Promise<number> {
  let text: string
  try {
    text = await world.read(args.source)
  } catch (error) {
    world.complain(`why401: ${args.source ?? 'the standard input'} cannot be read (${codeOf(error)})\n`)
    return UNREADABLE
  }
  const read = readExchanges(text, args.status === undefined ? {} : { status: args.status })
  if (isUnreadable(read)) return refuse(read, args, world)
  const findings: Finding[] = []
  for (const exchange of read.exchanges) findings.push(await findOut(completed(exchange, args), args))
  const isHar = read.format === 'har'
  const shown = args.isAll || !isHar ? findings : findings.filter(({ verdict }) => verdict.kind !== 'none')
  const summary = `${findings.length} exchanges, ${findings.filter(({ verdict }) => verdict.kind !== 'none').length} refused\n`
  return tell(shown, exitCodeFor(findings.map(({ verdict }) => verdict)), args, world, isHar ? summary : '')
}

function refuse({ problem: what, missing, line, column }: Unreadable, args: Arguments, world: World): number {
  const problem = missing === 'status' ? `${what}, or give --status` : what
  const place = line === undefined ? '' : ` (line ${line}, column ${column ?? 1})`
  if (args.isJson) world.print(`${JSON.stringify({ problem, line, column, exitCode: UNREADABLE }, undefined, 2)}\n`)
  else world.complain(`why401: ${problem}${place}\n`)
  return UNREADABLE
}

function completed(exchange: Exchange, { url, sent, origin, method }: Arguments): Exchange {
  const { request } = exchange
  const asked = {
    ...request,
    url: url ?? request.url,
    sent: sent ?? request.sent,
    pageOrigin: origin ?? request.pageOrigin,
    method: request.method ?? method,
  }
  return { ...exchange, request: asked }
}

async function runLive(url: string, args: Arguments, world: World): Promise<number> {
  const findings: Finding[] = []
  const own: Finding[] = []
  let preflight: string | undefined
  for (const question of questionsFor(url, args)) {
    const answer = await (args.isFollowing && question.asks !== 'preflight' ? askFollowing(question) : ask(question))
    if ('code' in answer) {
      if (args.isJson) world.print(`${JSON.stringify({ problem: answer.code, exitCode: NO_ANSWER }, undefined, 2)}\n`)
      else world.complain(`why401: no answer ${question.title} (${answer.code})\n`)
      return NO_ANSWER
    }
    if (question.asks === 'preflight') {
      const fault = preflightFault(question, answer)
      preflight = `${question.title} ${fault === undefined ? 'Yes.' : `No: ${fault}.`}`
      continue
    }
    const notes = question.asks === 'across-origins' && preflight !== undefined ? [preflight] : []
    const finding = await findOut({ ...answer, notes: [...answer.notes, ...notes] }, args, question.title)
    findings.push(finding)
    if (question.asks !== 'across-origins') own.push(finding)
  }
  // With credentials where some were given: that is what the person wants to know.
  const last = own.at(-1)
  return tell(findings, exitCodeFor(last === undefined ? [] : [last.verdict]), args, world, '')
}

function tell(
  findings: readonly Finding[],
  exitCode: number,
  { isJson }: Arguments,
  world: World,
  summary: string,
): number {
  if (isJson) world.print(`${JSON.stringify({ exchanges: findings.map(dataOf), exitCode }, undefined, 2)}\n`)
  else {
    const paint = createPaint(world.isColoured)
    world.print([summary, ...findings.map((finding) => textOf(finding, paint))].filter(Boolean).join('\n'))
  }
  return exitCode
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'an error'
}
