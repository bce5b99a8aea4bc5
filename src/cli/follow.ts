import { type EarlierResponse, type Exchange, withoutQuery } from '../exchange/exchange.js'
import { isRedirectStatus, MAX_REDIRECTS } from '../exchange/redirects.js'
import { ask, type Question, type Unanswered } from './ask.js'

/**
 * Asks, and follows redirects of a request that changes nothing, as fetch does; but to another origin goes no header that
 * was given, whatever its name.
 */
export async function askFollowing(question: Question): Promise<Exchange | Unanswered> {
  const earlier: EarlierResponse[] = []
  let next = question
  for (;;) {
    const answer = await ask(next)
    if ('code' in answer) return answer
    const step = stepAfter(next, answer)
    if (step === undefined || earlier.length === MAX_REDIRECTS) return joined(question, answer, earlier)
    earlier.push({ status: answer.status, location: withoutQuery(step.url) })
    next = step
  }
}

function stepAfter({ url, method, headers }: Question, { status, headers: fields }: Exchange): Question | undefined {
  const location = fields.find(([name]) => name === 'location')?.[1]
  if (!isRedirectStatus(status) || location === undefined) return undefined
  if (!/^(?:GET|HEAD)$/.test(method) || !URL.canParse(location, url)) return undefined
  const target = new URL(location, url)
  if (!/^https?:$/.test(target.protocol)) return undefined
  const isSame = target.origin === new URL(url).origin
  return {
    url: target.href,
    method,
    headers: isSame ? headers : headers.filter(([name]) => /^(?:accept|user-agent)$/i.test(name)),
  }
}

function joined(question: Question, answer: Exchange, earlier: readonly EarlierResponse[]): Exchange {
  const { request } = answer
  return earlier.length === 0
    ? answer
    : { ...answer, request: { ...request, url: withoutQuery(question.url), method: question.method }, earlier }
}
