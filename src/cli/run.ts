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

/** What a run needs of its process. */
export interface World {
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
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
  if ('usage' in read) return reportUsage(world, read.usage)
  if (read.wants === 'version') {
    world.print(`${await world.version()}\n`)
    return 0
  }
  if (read.wants === 'help') {
    world.print(usage)
    return 0
  }
  if (read.source !== undefined && /^https?:\/\//i.test(read.source)) {
    if (!URL.canParse(read.source)) return reportUsage(world, 'the URL cannot be parsed')
    return runLive(read.source, read, world)
  }
  if (read.source === undefined && world.isInputTerminal) {
    return reportUsage(world, 'give a file, a URL, or something on the standard input')
  }
  return runText(read, world)
}

function reportUsage(world: World, fault: string): number {
  world.printError(`why401: ${fault}\n\n${usage}`)
  return WRONG_USAGE
}

async function runText(args: Arguments, world: World): Promise<number> {
  let text: string
  try {
    text = await world.read(args.source)
  } catch (error) {
    world.printError(`why401: ${args.source ?? 'the standard input'} cannot be read (${codeOf(error)})\n`)
    return UNREADABLE
  }
  const read = readExchanges(text, args.status === undefined ? {} : { status: args.status })
  if (isUnreadable(read)) return reportUnreadable(read, args, world)
  const findings: Finding[] = []
  for (const exchange of read.exchanges) findings.push(await findOut(completed(exchange, args), args))
  const isHar = read.format === 'har'
  const shown = args.isAll || !isHar ? findings : findings.filter(({ verdict }) => verdict.kind !== 'none')
  const summary = `${findings.length} exchanges, ${findings.filter(({ verdict }) => verdict.kind !== 'none').length} refused\n`
  return report(shown, exitCodeFor(findings.map(({ verdict }) => verdict)), args, world, isHar ? summary : '')
}

function reportUnreadable({ problem, missing, line, column }: Unreadable, args: Arguments, world: World): number {
  const sentence = missing === 'status' ? `${problem}, or give --status` : problem
  const place = line === undefined ? '' : ` (line ${line}, column ${column ?? 1})`
  const data = { problem: sentence, line, column, exitCode: UNREADABLE }
  return reportProblem(data, `${sentence}${place}`, args, world)
}

/** Reports why there is no verdict, as data or as a sentence; gives the exit code. */
function reportProblem(
  data: { readonly exitCode: number },
  sentence: string,
  { isJson }: Arguments,
  world: World,
): number {
  if (isJson) world.print(`${JSON.stringify(data, undefined, 2)}\n`)
  else world.printError(`why401: ${sentence}\n`)
  return data.exitCode
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
      const data = { problem: answer.code, exitCode: NO_ANSWER }
      return reportProblem(data, `no answer ${question.title} (${answer.code})`, args, world)
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
  // The last of the page's own origin: with credentials, where some were given.
  const last = own.at(-1)
  return report(findings, exitCodeFor(last === undefined ? [] : [last.verdict]), args, world, '')
}

function report(
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
