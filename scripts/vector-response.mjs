/** The recorded answer as fetch would give it; redirects show as they do in a page. */
export function responseOf({ response: { status, headers, body, redirected, url, type } }) {
  const bodiless = [101, 204, 205, 304].includes(status)
  const response = new Response(bodiless || body === '' ? null : body, { status, headers })
  if (redirected) Object.defineProperty(response, 'redirected', { value: true })
  if (url) Object.defineProperty(response, 'url', { value: url })
  if (type) Object.defineProperty(response, 'type', { value: type })
  return response
}
