import type { ErrorObject } from './error-objects.js'

/** What an envelope is made of; a record that has other members is data, whatever its `code` or `status` is. */
const envelope =
  /^(?:(?:status|result|return|http|httpstatus|sub|reason)?(?:code|no)|status(?:text)?|cod|ret|rc|msg|messages?|details?|err(?:no|msg|code)?|error[a-z]*|desc(?:ription)?|text|reason|data|results?|rows|payload|response|success|ok|time(?:stamp)?|date|path|url|(?:trace|request|correlation|fbtrace|transact)id|logref|exception|debuginfo|stack(?:trace)?|meta|info|help|hint|docs|documentationurl|moreinfo|type|domain|extensions|locations|retryable|version|jsonrpc|charset|totalitems|itemsperpage)$/
const failure = /^(?:error|fail(?:ed|ure)?|ko|nok|rejected|denied)$/i
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
    .find((value) => typeof value === 'string')
  if (typeof word === 'string' && failure.test(word)) return true
  return ['error', 'errors', 'exception', 'error_code', 'errorCode', 'errorcode', 'fault', 'Error'].some((name) =>
    isTold(get(name)),
  )
}

/** Whether an object says so in a flag of its own. */
export function saysFalse({ find }: ErrorObject): boolean {
  if (find?.('iserror')?.[1] === true) return true
  return flags.some((name) => {
    const value = find?.(name)?.[1]
    return value === false || value === 'false'
  })
}

const flags = ['ok', 'success', 'issuccess', 'succeeded', 'successful', 'issuccessful']

/** Whether an envelope without data has a number of its own that is none of success, or a code that ends in a word for failure. */
export function hasFailureCode(place: ErrorObject): boolean {
  const code = ['code', 'errcode', 'errno', 'ret', 'cod']
    .map((name) => place.get(name))
    .find((value) => value !== undefined)
  const isFailed =
    typeof code === 'number'
      ? code !== 0 && code !== 1 && !/^20\d0*$/.test(String(code))
      : typeof code === 'string' && /(?:error|(?<!de)fault|fail(?:ed|ure)?)$/i.test(code)
  return isFailed && isEnvelope(place) && isWithoutData(place)
}

/** Whether an object says of itself that all went well. */
export function tellsSuccess({ get }: ErrorObject): boolean {
  return ['ok', 'success', 'code', 'status', 'msg', 'message', 'ret', 'errcode', 'errno'].some((name) => {
    const value = get(name)
    return value === true || ((typeof value === 'string' || typeof value === 'number') && success.test(String(value)))
  })
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
