import { type Auth, describe, verdictOf } from 'why401'

/** What the tests are about: a part of an app. */
export async function loadReports(auth: Auth): Promise<string> {
  const response = await auth.fetch('https://app.test/api/reports')
  const verdict = verdictOf(response)
  if (verdict) return describe(verdict).title
  const { reports } = (await response.json()) as { reports: string[] }
  return reports.join(', ')
}
