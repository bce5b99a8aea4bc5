import { api } from './auth.ts'
import type { Sheet } from './sheet.ts'
import { stopSignal } from './stop.ts'

interface Report {
  readonly title: string
  readonly amount: string
}

async function list(): Promise<Sheet> {
  const found = await api.get('reports', { signal: stopSignal() }).json<Report[]>()
  const rows = found.map(({ title, amount }) => ({ name: title, value: amount }))
  return { title: 'This month', rows, outcome: rows.map(({ name }) => name).join(', ') }
}

/** Five parts of a page that ask at the same time. */
async function five(): Promise<Sheet> {
  const [first, ...others] = await Promise.all([list(), list(), list(), list(), list()])
  return { ...first, outcome: `${others.length + 1} answers: ${first.outcome}` }
}

async function finance(): Promise<Sheet> {
  const { balance } = await api.get('reports/finance', { signal: stopSignal() }).json<{ balance: number }>()
  return { title: 'Finance', rows: [{ name: 'Balance', value: `${balance} €` }], outcome: `Balance: ${balance}` }
}

async function approve(): Promise<Sheet> {
  const { title, amount, approvedBy } = await api
    .post('reports/hours/approve', { signal: stopSignal() })
    .json<Report & { approvedBy: string }>()
  const rows = [
    { name: 'Amount', value: amount },
    { name: 'Approved by', value: approvedBy },
  ]
  return { title, rows, outcome: `Approved by ${approvedBy}.` }
}

async function signed(): Promise<Sheet> {
  const { title } = await api.get('reports/signed', { signal: stopSignal() }).json<{ title: string }>()
  return { title: 'Statement', rows: [{ name: 'Opens', value: 'in this browser only' }], outcome: title }
}

/** The requests to the reports. */
export const reports = { list, five, finance, approve, signed }
