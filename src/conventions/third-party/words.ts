import type { Certainty, Evidence, Reason } from '../../verdict/index.js'
import { reasonFromSentence } from '../reasons/from-sentence.js'
import { policyTopic } from '../reasons/topics.js'
import type { ThirdPartyReason } from './members.js'

/** What a sentence says, and how surely. */
export interface WordFinding {
  readonly reason: Reason
  readonly certainty: Certainty
}

const party =
  /\b(?:integration|connector|connection (?:to|with|for)|connected (?:account|app)|linked (?:account|app)|third[- ]party|upstream|external (?:service|api|provider|account)|(?<!identity |login |auth |auth data )provider)\b/i
/** Verbs of repair with what is repaired: `reconnect your Google account`. */
const repair =
  /\b(?:(?:re-?)?(?:connect|link)|re-?auth(?:ori[sz]e|enticate))\b.{0,30}\b(?:accounts?|integration|connection|app|workspace|provider|it|this tool)\b|\b(?:reconnect|relink|reauthori[sz]e) (?:to|with|your|the)\b/i
const again = /\bre-?(?:connect|link|authori[sz])/i
const noun =
  '\\w{0,12}(?:token|key)s?|credentials?|secret|auth(?:ori[sz]ation|entication(?: \\w+)?)?|sign(?:ature|(?!\\w|[ -]?(?:in|up|on)\\b))|ak|app ?id|client id|merchant id|log ?in|user ?name|passwor[dt]|senha|passe|cle api'
const bad =
  "in(?:valid|correct)\\w*|illegal|expired|revoked|rejected|refused|fail(?:ed|ure|s)?|wrong|bad|(?:un|not )(?:recogni|register)\\w+|unknown|malformed|missing|not found|non-?existent|(?:longer|non|not|not a) (?:valid|active)\\w*|inactive|(?:not|doesn['’]t) (?:exist|match|contain)s?|disabled|blocked|could not|unable|can(?:no|['’])t|[uo]n?g\\wl[td]ig\\w*|falsch\\w*|saknas"
const refused = new RegExp(
  `\\b(?:${noun}) error\\b|\\b(?:${noun})\\b[^.]{0,60}\\b(?:${bad})\\b|\\b(?:${bad})\\b[^.]{0,40}\\b(?:${noun})\\b`,
  'i',
)
const over =
  /\b(?:account|connection|integration|app|access)\b.{0,30}\b(?:disconnected|unlinked|revoked|deauthori[sz]ed)\b/i
const absent =
  /\bno (?:\w+ )?(?:api[ -]?key|token|credentials?|access key|connection|linked account)s? (?:found|set|configured|provided|available|stored|for)\b|\b(?:api[ -]?key|token|credentials?) (?:is |are )?(?:not (?:set|configured|provided)|required)\b|\bnot connected\b.{0,30}\baccount\b/i
/** A status that another service gave, told by an HTTP client. */
const relayed =
  /\b(?:status(?: code)?|returned|responded(?: with)?|error|http|got)\b[ :]{0,3}(?:(?:an? )?(?:http )?(?:error )?(?:status )?(?:code )?)?:? ?40[13]\b|\b40[13] client error\b/i
const denied =
  /\b(?:(?:un-?|not )(?:authori[sz]|authenticat)ed|authenticate you|authentication (?:is )?(?:required|error)|(?:login|sign ?in) required|access token|invalid grant)\b/i
const lacking =
  /\b(?:scopes?|permissions?|privileges?|access rights?|roles?)\b|\b(?:not (?:allowed|permitted|accessible)|access (?:is )?denied|insufficient|missing access|restricted)\b/i

const wrongKey = /\b(?:invalid|incorrect|wrong)\b.{0,15}\b(?:api[ -]?key|token|credentials?)\b/i

/** A scope that is missing, under any status. */
const scope = /\b(?:missing|requires?|insufficient)\b.{0,20}\bscopes?\b/i
/** Rights, where no status says that one is missing. */
const right = /\bpermission|\bprivilege|\baccess (?:is )?denied/i

/** Words of a code or a sentence, without accents. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('_', ' ')
}

/** Which of the reasons a sentence tells. */
function reasonIn(text: string): ThirdPartyReason {
  if (!wrongKey.test(text) && /\bscopes?\b|\binsufficient|\bpermissions?\b/i.test(text)) return 'key-insufficient'
  if (again.test(text) || /\binvalid grant|\brevoked|\bdisconnected|\bdeauthori[sz]ed/i.test(text)) return 'key-revoked'
  if (/\bexpired\b/i.test(text) && !/\binvalid or expired|\bexpired or invalid/i.test(text)) return 'key-expired'
  return /\b(?:missing|not (?:set|configured|connected|provided)|no (?:\w+ )?(?:api key|token|key|credentials?|connection)|did(?: not|n['’]t) provide|you must (?:provide|supply))\b/i.test(
    text,
  )
    ? 'key-missing'
    : 'key-invalid'
}

/** What a sentence says of a third party's key, wherever it stands: it names another service, and a credential or its repair. */
export function namedInWords(sent: string): WordFinding | undefined {
  const text = plain(sent)
  if (!party.test(text) && !(again.test(text) && repair.test(text))) return undefined
  if (!refused.test(text) && !again.test(text)) return undefined
  return { reason: reasonIn(text), certainty: 'likely' }
}

/** What a sentence says on a third party's route: every credential is the third party's there. */
export function onRouteInWords(sent: string, { status }: Evidence): WordFinding | undefined {
  const text = plain(sent)
  if (/\b(?:validation|format) error\b/i.test(text)) return { reason: 'invalid-request', certainty: 'guess' }
  const policy = policyTopic(text)
  // A key may be limited to addresses as well; then its own words count.
  if (policy && !refused.test(text)) return { reason: policy, certainty: 'guess' }
  if (refused.test(text) || absent.test(text)) {
    const certainty = status === 401 || status === 403 ? 'likely' : 'guess'
    return { reason: reasonIn(text), certainty }
  }
  const said = reasonFromSentence(sent)
  if (over.test(text) || (said !== undefined && /^(?:token|session|no-credentials|renewal)/.test(said))) {
    return guess(reasonIn(text))
  }
  const told = relayed.exec(text)?.[0]
  if (told !== undefined) return guess(told.includes('403') ? 'key-insufficient' : 'key-invalid')
  if (again.test(text) && repair.test(text)) return guess('key-revoked')
  const wanting = status === 403 ? lacking : scope
  if (wanting.test(text) || (status < 400 && right.test(text))) return guess('key-insufficient')
  return denied.test(text) ? guess('key-invalid') : undefined
}

function guess(reason: ThirdPartyReason): WordFinding {
  return { reason, certainty: 'guess' }
}
