import { redact } from '../verdict/index.js'
import type { Place } from './place.js'

/** Members in which backends speak to a person, the most telling first. */
const members = ['message', 'error_description', 'detail', 'error_message', 'errorMessage', 'msg', 'info', 'description', 'error', 'errors', 'title', 'reason', 'Message', 'statusMessage', 'non_field_errors', 'faultstring', 'context', 'warnings']
const LONGEST = 2_000

/** The sentences told in the usual places of a body, outer ones first; as sent, so not fit to show. */
export function wordsIn(places: readonly Place[]): readonly string[] {
  return places.flatMap(({ get }) => members.flatMap((name) => sentence(get(name))))
}

function sentence(value: unknown): readonly string[] {
  const text: unknown = Array.isArray(value) ? value[0] : value
  return typeof text === 'string' && /\S\s+\S/.test(text.slice(0, LONGEST)) ? [text.slice(0, LONGEST)] : []
}

/** The server's own words for a person, fit to show, as a part of a finding. */
export function messageOf(text: string | undefined): { readonly message?: string } {
  const message = text === undefined ? '' : redact(text)
  return message === '' ? {} : { message }
}
