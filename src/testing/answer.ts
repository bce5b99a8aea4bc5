/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** An answer with a challenge (RFC 9110 §11.3). */
export function challenge(status: number, value: string, body: unknown): Response {
  return json(status, body, { 'www-authenticate': value })
}

/** A page. */
export function html(status: number, title: string, content: string): Response {
  const text = `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${content}</body></html>`
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** `error` and `error_description` of a bearer token (RFC 6750 §3.1), in the challenge and in the body. */
export function bearer(status: number, error: string, description: string, more = ''): Response {
  const value = `Bearer realm="app", error="${error}", error_description="${description}"${more}`
  return challenge(status, value, { error, error_description: description })
}
