import { api } from './auth.ts'
import { stopSignal } from './stop.ts'

interface Report {
  readonly title: string
}

const list = async (): Promise<string> =>
  (await api.get('reports', { signal: stopSignal() }).json<Report[]>()).map(({ title }) => title).join(', ')

/** The requests to the reports; each resolves with a sentence for the page. */
export const reports = {
  list,
  five: async (): Promise<string> => {
    const answers = await Promise.all(Array.from({ length: 5 }, list))
    return `${answers.length} answers: ${answers[0]}`
  },
  finance: async (): Promise<string> =>
    `Balance: ${(await api.get('reports/finance', { signal: stopSignal() }).json<{ balance: number }>()).balance}`,
  approve: async (): Promise<string> =>
    `Approved by ${(await api.post('reports/hours/approve', { signal: stopSignal() }).json<{ approvedBy: string }>()).approvedBy}.`,
  signed: async (): Promise<string> => (await api.get('reports/signed', { signal: stopSignal() }).json<Report>()).title,
}
