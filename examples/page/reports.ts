import { reports } from '../client/reports.ts'
import type { Sheet } from '../client/sheet.ts'
import { onUserGone } from '../client/user.ts'
import { act, forgetWithUser } from './action.ts'
import { byId } from './element.ts'
import { createSheetView } from './sheet.ts'

const output = byId('reports-output', HTMLOutputElement)
const sheet = createSheetView(byId('reports-sheet', HTMLElement))

export function startReports(): void {
  const works = {
    'list-reports': reports.list,
    'list-five': reports.five,
    finance: reports.finance,
    approve: reports.approve,
    signed: reports.signed,
  }
  for (const [id, work] of Object.entries(works)) {
    byId(id, HTMLButtonElement).addEventListener('click', () => void open(work))
  }
  onUserGone(sheet.clear)
  forgetWithUser(output)
}

/** A refusal leaves the report that is open where it is. */
async function open(work: () => Promise<Sheet>): Promise<void> {
  await act(output, async () => {
    const report = await work()
    sheet.show(report)
    return report.outcome
  })
}
