/**
 * Checks an `Auth` by its shape, so that a test may bring one of its own; `caller` is the function to name in the message.
 *
 * @throws TypeError when `auth` is none
 */
export function assertAuth(auth: unknown, caller: string): void {
  const { on, state } = (auth ?? {}) as { readonly on?: unknown; readonly state?: { readonly subscribe?: unknown } }
  if (typeof on !== 'function' || typeof state?.subscribe !== 'function') {
    throw new TypeError(`${caller}: \`auth\` must come from \`createAuth\``)
  }
}
