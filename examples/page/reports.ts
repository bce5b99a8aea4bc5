import { reports } from '../client/reports.ts'
import { act } from './action.ts'
import { byId } from './element.ts'

const output = byId('reports-output', HTMLOutputElement)

export function startReports(): void {
  const works = {
    'list-reports': reports.list,
    'list-five': reports.five,
    finance: reports.finance,
    approve: reports.approve,
    signed: reports.signed,
  }
  for (const [id, work] of Object.entries(works)) {
    byId(id, HTMLButtonElement).addEventListener('click', () => void act(output, work))
  }
}
