// WebKitGTK for vitest: Playwright cannot start it, so that WebDriver opens the page that the tests run in, as a user would.
import { preview } from '@vitest/browser-preview'
import type { RunningEngine } from '../engines/engines.ts'
import { startWebKit } from '../engines/webkit.ts'

/** A provider of vitest's browser mode. What a user does is done by events that the page makes. */
export function webkit(): ReturnType<typeof preview> {
  const option = preview()
  return {
    ...option,
    providerFactory: (project) => {
      const provider = option.providerFactory(project)
      let engine: RunningEngine | undefined
      return Object.assign(provider, {
        openPage: async (_session: string, url: string) => {
          engine ??= await startWebKit()
          const tab = await engine.openTab()
          await tab.goto(url)
        },
        close: async () => {
          await engine?.close()
          engine = undefined
        },
      })
    },
  }
}
