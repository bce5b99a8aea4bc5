import { act } from './action.ts'
import { api } from './auth.ts'
import { byId } from './element.ts'

interface Report {
  readonly title: string
}

const output = byId('reports-output', HTMLOutputElement)

const list = async (): Promise<string> => (await api.get('reports').json<Report[]>()).map(({ title }) => title).join(', ')

const five = async (): Promise<string> => {
  const answers = await Promise.all(Array.from({ length: 5 }, list))
  return `${answers.length} answers: ${answers[0]}`
}

const finance = async (): Promise<string> => `Balance: ${(await api.get('reports/finance').json<{ balance: number }>()).balance}`

const approve = async (): Promise<string> => `Approved by ${(await api.post('reports/hours/approve').json<{ approvedBy: string }>()).approvedBy}.`

const signed = async (): Promise<string> => (await api.get('reports/signed').json<Report>()).title

export function startReports(): void {
  const works = { 'list-reports': list, 'list-five': five, finance, approve, signed }
  for (const [id, work] of Object.entries(works)) byId(id, HTMLButtonElement).addEventListener('click', () => void act(output, work))
}
