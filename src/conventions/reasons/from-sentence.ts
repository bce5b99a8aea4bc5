import type { Reason } from '../../verdict/index.js'

// Whole sentences only: a longer one may speak of something, or somebody, else.
const stranger =
  /^(?:(?:error|access denied|permission denied|forbidden|unauthorized)[.:!,] *)?(?:(?:you|user) (?:are|is) |(?:you|user) )?(?:not (?:authenticated|logged[ -]in|signed[ -]in)|unauthenticated|(?:user )?authentication (?:is )?(?:required|needed)|(?:a )?(?:login|log-in|sign-in) (?:is )?required|(?:you |user )?(?:must|need(?:s)? to|have to|has to) (?:be (?:logged|signed) in|log in|sign in|login|be authenticated|authenticate)(?: first| to (?:do that|continue|access this \w+|perform this action|make this request))?|please (?:log|sign) ?in(?: first| to continue)?)[.!]*$/i
const expired =
  /^(?:your |the )?(?:login )?session (?:has |is )?(?:expired|timed out)(?:[.,;]? please (?:log|sign) ?in(?: again)?)?[.!]*$/i

/** What a sentence asks of whoever has no login, or one that is over; undefined for any other sentence. */
export function reasonFromSentence(sentence: string): Reason | undefined {
  const text = sentence.trim()
  if (text.length > 100) return undefined
  return stranger.test(text) ? 'no-credentials' : expired.test(text) ? 'session-expired' : undefined
}
