declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** What a developer is told of `subject`. Each code is a heading of docs/troubleshooting.md. */
const warnings = {
  'no-origin': () =>
    'there is no page here, and so no origin of its own: no answer counts, and no credential is sent. Give createAuth the option `origins`',
  'origin-not-listed': (answer: string) =>
    `${answer}, and nothing follows, because the option \`origins\` does not list it`,
  'two-sessions': (name: string) =>
    `two sessions of this page share the name "${name}", so that a sign-out of one ends the other; give each its own: createAuth({ tabs: 'name' })`,
  'same-credential': (request: string) =>
    `${request} was refused, the login was renewed, and the request still carries the credential that was refused. Give createAuth the option \`token\`, so that each attempt carries the current one`,
  'stream-as-text': () =>
    'this browser cannot upload a stream; it sends the text "[object ReadableStream]". Send a Blob instead',
  'waits-for-itself': (request: string) =>
    `${request} waits for a renewal or a sign-in that has been pending for 5 s. If a handler sent it, use the \`fetch\` of the handler's context, or give the endpoint the role \`renewal\` or \`sign-in\`. A login page calls \`auth.signedIn()\``,
}

const said = new Set<string>()

/** Warns a developer once for each `code`; a production build says nothing. */
export function warnOnce(code: keyof typeof warnings, subject = ''): void {
  try {
    // Bundlers replace the name, and leave the texts out of a production build.
    if (process.env.NODE_ENV !== 'production') warn(code, subject)
  } catch {
    // In a page without a bundler there is no `process`.
  }
}

/** Runs what only prepares a warning; a production build leaves `act` out, but for what stands outside of it. */
export function inDevelopment(act: () => void): void {
  try {
    if (process.env.NODE_ENV !== 'production') act()
  } catch {
    // As above.
  }
}

function warn(code: keyof typeof warnings, subject: string): void {
  if (said.has(code)) return
  said.add(code)
  console.warn(`why401: ${warnings[code](subject)} (docs/troubleshooting.md#${code})`)
}
