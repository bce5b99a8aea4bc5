import type { ErrorObject } from './error-objects.js'

/** What an envelope is made of; a record that has other members is data, whatever its `code` or `status` is. */
const envelope =
  /^(?:(?:status|result|return|http|httpstatus|sub|reason)?(?:code|no)|stat(?:us(?:text)?)?|cod|ret|rc|msg|messages?|details?|err(?:no|msg|code)?|error[a-z]*|desc(?:ription)?|text|reason|data|results?|rows|payload|response|success|ok|time(?:stamp)?|date|path|url|(?:trace|request|correlation|fbtrace|transact)id|logref|exception|debuginfo|stack(?:trace)?|meta|info|help|hint|docs|documentationurl|moreinfo|type|domain|extensions|locations|retryable|version|jsonrpc|charset|totalitems|itemsperpage)$/
const failure = /^(?:err(?:or)?|fail(?:ed|ure)?|ko|nok|not ?ok|rejected|denied|false)$/i
const success = /^(?:ok|success(?:ful)?|succeeded|0|200)$/i

/** Whether all members of an object belong to an envelope, or hold nothing, so that it is no record of data. */
export function isEnvelope({ names = [], get }: ErrorObject): boolean {
  const isPart = (name: string): boolean => envelope.test(name.toLowerCase().replace(/[^a-z\d]+/g, ''))
  return names.some(isPart) && names.every((name) => isPart(name) || isNothing(get(name)))
}

/** Whether an object says of itself that something failed. */
export function tellsFailure(place: ErrorObject): boolean {
  const { get } = place
  if (saysFalse(place)) return true
  if (get('ok') === true || get('success') === true || !isEnvelope(place)) return false
  const word = ['status', 'result', 'rc', 'stat', 'Status', 'resultCode']
    .map((name) => get(name))
    .find((value) => typeof value === 'string' || value === false)
  return failure.test(textOf(word)) || holdsError(place)
}

/** Members that are called an error. */
const errors = /^(?:err|fault|exception)|error$/i

/** Whether a member that is called an error tells something. */
function holdsError({ names = [], get }: ErrorObject): boolean {
  return names.some((name) => errors.test(name) && isTold(get(name)) && !success.test(textOf(get(name))))
}

/** Whether an object says so in a flag of its own. */
export function saysFalse({ find }: ErrorObject): boolean {
  if (find?.('iserror')?.[1] === true) return true
  return flags.some((name) => {
    const value = find?.(name)?.[1]
    return /^false$/i.test(textOf(value)) || (value === 0 && name !== 'succeeded')
  })
}

const flags = ['ok', 'success', 'issuccess', 'succeeded', 'successful', 'issuccessful']

/** Whether an envelope without data has a number of its own that is none of success, or a code with a word for failure. */
export function hasFailureCode(place: ErrorObject): boolean {
  const code = ['code', 'errcode', 'errno', 'ret', 'cod']
    .map((name) => place.get(name))
    .find((value) => value !== undefined)
  return isUnwell(textOf(code)) && isEnvelope(place) && isWithoutData(place)
}

/** Whether an object says of itself that all went well. */
export function tellsSuccess({ get }: ErrorObject): boolean {
  return ['ok', 'success', 'code', 'status', 'stat', 'msg', 'message', 'ret', 'errcode', 'errno'].some(
    (name) => get(name) === true || success.test(textOf(get(name))),
  )
}

/** Whether a member tells something: no zero, and no list or object that holds nothing else. */
function isTold(value: unknown): boolean {
  const parts: readonly unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [value]
  return parts.some((part) => Boolean(part) && part !== '0')
}

/** Whether there is nothing in the member that holds what was asked for. */
export function isWithoutData({ get }: ErrorObject): boolean {
  const data = get('data') ?? get('result') ?? get('rows')
  return data === undefined || data === false || isNothing(data)
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
}

/**
 * The objects of a body under a status of success that say that the call failed, with what they hold; none where the
 * outermost one says that all went well: what is told further in is data then.
 */
export function failuresIn(places: readonly ErrorObject[]): readonly ErrorObject[] {
  const [outer] = places
  if (outer?.path !== '') return []
  if (tellsFailure(outer)) return places.slice(0, 6)
  if (tellsSuccess(outer) || !isEnvelope(outer)) return []
  const nested = places.filter(({ path }) => /^(?:meta|status|response|result|head|header)$/.test(path))
  const inner = nested.filter(tellsFailure)
  return inner.length > 0 ? inner : [outer, ...nested]
}

/** Members by which a record of data is known. */
const identity = /^(?:_?id|[ug]uid|email|(?:creat|updat)ed\w*)$/i
/** Members in which services say how it went, in a word or a number that is none of success. */
const outcomes = /^(?:\w*code|ret|ack|stat(?:us)?|\w*result|response(?:text)?|message)$/i
const failing =
  /\b(?:err(?:or)?s?|invalid|illegal|incorrect|expired|denied|unauthori[sz]ed|not ?ok|fail(?:ed|ure)?|fault|false)\b/i
/** The body itself, what is wrapped in it once, and the head of that. */
const upper = /^(?:\w*(?:\.header)?|(?:error|message)?s?\[0\])$/

/**
 * The objects of a third party's answer under a status of success that say in any way that the call failed. That is a weak
 * statement: it counts on the third party's route only, and where a code or words say what of.
 */
export function refusalsIn(places: readonly ErrorObject[]): readonly ErrorObject[] {
  const [outer] = places
  if (outer === undefined || isRecord(outer) || success.test(textOf(outer.get('code')))) return []
  return places.filter((place) => upper.test(place.path) && !isRecord(place) && tellsRefusal(place))
}

function isRecord({ names = [], get }: ErrorObject): boolean {
  return names.some((name) => identity.test(name) && !isNothing(get(name)))
}

function tellsRefusal(place: ErrorObject): boolean {
  const { names = [], get } = place
  const isWell = ['status', 'result', 'ok', 'success'].some((name) => /^(?:ok|true|succ)/i.test(textOf(get(name))))
  return (
    saysFalse(place) ||
    holdsError(place) ||
    (!isWell && names.some((name) => outcomes.test(name) && isUnwell(textOf(get(name)))))
  )
}

function isUnwell(text: string): boolean {
  return /^-?\d+$/.test(text)
    ? !/^(?:0+|1|2\d\d0*)$/.test(text)
    : failing.test(text.replace(/(?<=[a-z])(?=[A-Z])|_/g, ' '))
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
