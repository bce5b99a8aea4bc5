// Whole words of a path; `/blog-in`, `/login-attempts` and `/logins` are none of them.
const path =
  /(?:^|[/_.-])(?:(?:log|sign)[-_]?[io]n|sso|saml2?|authorize|authenticate|adfs|\.auth|sessions?\/new|oauth2?\/(?:start|auth)|openid-connect\/auth|if\/flow)(?=[/.;?#]|$)/i
const host =
  /^(?:(?:log|sign)-?[io]n|sso|auth|authn|authenticate|accounts?|idp?|identity|adfs|keycloak|cas)\.|\.(?:cloudflareaccess|okta|auth0|onelogin|pingone|b2clogin|microsoftonline)\.com$/i

/** Whether people sign in at this address, by its path, or by its host where that is not the host of `from`. */
export function isSignInAddress(address: string, from: string): boolean {
  const target = hostOf(address)
  return path.test(pathOf(address)) || (target !== '' && target !== hostOf(from) && host.test(target))
}

function hostOf(url: string): string {
  return /^(?:https?:)?\/\/([^/?#:]+)/i.exec(url)?.[1] ?? ''
}

function pathOf(url: string): string {
  return url.replace(/^(?:https?:)?\/\/[^/?#]*/i, '').replace(/[?#][^]*$/, '')
}
