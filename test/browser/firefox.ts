import { playwright } from '@vitest/browser-playwright'
import type { Frame, Page } from 'playwright'
import { firefox as launchOptions } from '../../scripts/browsers.ts'

/** What a command of vitest gets of Playwright's provider. */
interface CommandsContext {
  readonly page: Page
  readonly frame: () => Promise<Frame>
}

/**
 * Playwright's provider for the system's Firefox. vitest looks for the frame that the tests run in by its name, which Playwright does not
 * always know of a frame in Firefox: here it is looked for by its element.
 */
export function firefox(): ReturnType<typeof playwright> {
  const option = playwright({ launchOptions: launchOptions() })
  return {
    ...option,
    providerFactory: (project) => {
      const provider = option.providerFactory(project)
      const contextOf = provider.getCommandsContext.bind(provider)
      return Object.assign(provider, {
        getCommandsContext: (sessionId: string) => {
          const context = contextOf(sessionId) as CommandsContext & Record<string, unknown>
          const byName = context.frame
          const frame = async (): Promise<Frame> => {
            const element = await context.page.waitForSelector('[data-vitest="true"]')
            return (await element.contentFrame()) ?? byName()
          }
          // Not spread: `iframe` is a getter.
          return Object.defineProperty(context, 'frame', { value: frame })
        },
      })
    },
  }
}
