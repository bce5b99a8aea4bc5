// What a test asks of the browser that runs it, by Playwright.
import type { BrowserCommand } from 'vitest/node'

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Firefox keeps its own: Playwright cannot tell the system's one. */
    emulateColorScheme: (colorScheme: 'light' | 'dark') => Promise<void>
    /** Whether the browser can: Chromium alone is told to have a screen for fingers while it runs. */
    emulateTouch: (enabled: boolean) => Promise<boolean>
  }
}

const emulateColorScheme: BrowserCommand<['light' | 'dark']> = ({ page }, colorScheme) =>
  page.emulateMedia({ colorScheme })

const emulateTouch: BrowserCommand<[boolean]> = async ({ page, context }, enabled) => {
  if (context.browser()?.browserType().name() !== 'chromium') return false
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setTouchEmulationEnabled', { enabled })
  return true
}

export const commands = { emulateColorScheme, emulateTouch }
