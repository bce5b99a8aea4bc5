const fetchSections: { readonly [section: string]: string } = {
  '2.2.6': '#responses',
  '3.3.3': '#cors-safelisted-response-header-name',
  '4.6': '#http-network-or-cache-fetch',
}

/**
 * The address of a section that a verdict or a piece of advice names; undefined for a name without one (`Django REST
 * framework`).
 *
 * @example
 * specUrl('RFC 9110 §15.5.2') // 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2'
 */
export function specUrl(spec: string): string | undefined {
  const [, document, section = ''] = /^(RFC \d{1,5}|Fetch|GraphQL)\b(?: §([\d.]{1,20}))?/.exec(spec) ?? []
  if (document === undefined) return undefined
  if (document === 'Fetch') return `https://fetch.spec.whatwg.org/${fetchSections[section] ?? ''}`
  if (document === 'GraphQL') return 'https://spec.graphql.org/'
  return `https://www.rfc-editor.org/rfc/rfc${document.slice(4)}${section === '' ? '' : `#section-${section}`}`
}
