import type { ClassifyContext } from 'why401'
import type { Sent } from 'why401/exchange'

/** A sample exchange. The address bar may hold its name. */
export interface Sample {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly url?: string
  readonly method?: string
  readonly sent?: Sent
  readonly role?: NonNullable<ClassifyContext['role']>
  readonly integration?: string
  readonly pageOrigin?: string
}

const site = 'https://app.example'

export const samples: readonly Sample[] = [
  {
    name: 'openmrs',
    title: 'OpenMRS, two challenges',
    url: `${site}/openmrs/ws/rest/v1/patient`,
    method: 'GET',
    sent: 'cookie',
    text: 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic, OpenMRS-Cookie\nContent-Type: application/json\n\n{"error":{"message":"User is not logged in","code":"…"}}',
  },
  {
    name: 'expired-token',
    title: 'Expired token',
    url: `${site}/api/reports`,
    method: 'GET',
    sent: 'bearer',
    text: 'HTTP/2 401\nwww-authenticate: Bearer realm="reports", error="invalid_token", error_description="The access token expired"\ncontent-length: 0\n',
  },
  {
    name: 'insufficient-scope',
    title: 'Missing scope',
    url: `${site}/api/reports/finance`,
    method: 'GET',
    sent: 'bearer',
    text: 'HTTP/1.1 403 Forbidden\nWWW-Authenticate: Bearer error="insufficient_scope", scope="reports:finance"\n',
  },
  {
    name: 'step-up',
    title: 'Step-up',
    url: `${site}/api/reports/hours/approval`,
    method: 'POST',
    sent: 'bearer',
    text: 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="myACR", max_age="300"\n',
  },
  {
    name: 'relayed-key',
    title: 'Relayed 401 of a third party',
    url: `${site}/api/integrations/github/repos`,
    method: 'GET',
    sent: 'cookie',
    role: 'integration',
    integration: 'github',
    text: 'HTTP/1.1 401 Unauthorized\nContent-Type: application/json; charset=utf-8\n\n{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}',
  },
  {
    name: 'third-party-problem',
    title: 'The recommended problem type',
    url: `${site}/api/integrations/meteo/forecast`,
    method: 'GET',
    sent: 'cookie',
    text: 'HTTP/1.1 403 Forbidden\nContent-Type: application/problem+json\n\n{\n  "type": "https://api.example.com/problems/third-party-key-invalid",\n  "title": "Meteo refused the key stored for it",\n  "status": 403,\n  "integration": "meteo",\n  "reason": "key-revoked",\n  "manageUrl": "/integrations/meteo",\n  "upstream": { "status": 401 }\n}',
  },
  {
    name: 'laravel',
    title: 'Laravel’s 419',
    url: `${site}/profile`,
    method: 'POST',
    sent: 'cookie',
    text: 'HTTP/1.1 419 unknown status\nServer: nginx\nContent-Type: application/json\n\n{"message":"CSRF token mismatch."}',
  },
  {
    name: 'login-page',
    title: 'A login page under 200',
    url: `${site}/api/orders`,
    method: 'GET',
    sent: 'cookie',
    text: 'HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n<!doctype html>\n<title>Sign in</title>\n<form method="post" action="/login">\n  <input name="user">\n  <input name="password" type="password">\n  <button>Sign in</button>\n</form>',
  },
  {
    name: 'two-on-one-line',
    title: 'Two on one line, with a mistake',
    url: `${site}/api/reports`,
    method: 'GET',
    sent: 'nothing',
    text: 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="api" error="invalid_token", Negotiate, Digest realm=my app; qop="auth"\n',
  },
  {
    name: 'another-origin',
    title: 'Another origin',
    url: 'https://api.example/v1/me',
    method: 'GET',
    sent: 'bearer',
    pageOrigin: site,
    text: 'HTTP/2 401\naccess-control-allow-origin: https://app.example\nwww-authenticate: Bearer error="invalid_token"\ncontent-type: text/plain\n\nUnauthorized',
  },
]
