// Where the browsers are on this machine, and how to get them: present first, then the system's packages, then Playwright's own.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium as playwrightChromium } from 'playwright'

export type Engine = 'chromium' | 'firefox' | 'webkit'

const systemChromium = '/usr/bin/chromium'

/** Where each engine may be. Playwright's own Firefox and WebKit are patched builds; the system's are what users have. */
const places: Record<Engine, readonly (string | undefined)[]> = {
  chromium: [
    process.env.WHY401_CHROMIUM,
    systemChromium,
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  firefox: [
    process.env.WHY401_FIREFOX,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
  // The driver of WebKitGTK, which Playwright does not speak to: `webkit2gtk-driver` is run through WebDriver.
  webkit: [process.env.WHY401_WEBKIT_DRIVER, '/usr/bin/WebKitWebDriver'],
}

/** Chromium's engine without the windows around it: it does the same with a third less work. It has no back/forward cache. */
const headlessShell = '/usr/bin/chromium-headless-shell'

const packages: Record<Engine, readonly string[]> = {
  chromium: ['chromium', 'chromium-headless-shell'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth'],
}

// Quiet: without these a closed network fills the log with refused look-ups.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of the engine's executable, where it is installed. */
export function findBrowser(engine: Engine): string | undefined {
  const own = engine === 'chromium' ? [playwrightChromium.executablePath()] : []
  return [...own, ...places[engine]].find((place) => place !== undefined && place !== '' && existsSync(place))
}

export interface LaunchOptions {
  executablePath?: string
  args: string[]
}

/** Launch options for Playwright: the browser that users have. Root (a container) cannot use Chromium's sandbox. */
export function chromium(): LaunchOptions {
  return launchOptionsOf(findBrowser('chromium'))
}

/** Launch options for Playwright: the headless shell of the same Chromium where the system has one, else `chromium()`. */
export function headlessChromium(): LaunchOptions {
  return isSystemChromium() && existsSync(headlessShell) ? launchOptionsOf(headlessShell) : chromium()
}

/** Only beside the system's own Chromium is the shell of the same version. */
const isSystemChromium = (): boolean => findBrowser('chromium') === systemChromium

function launchOptionsOf(executablePath: string | undefined): LaunchOptions {
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
  return executablePath === undefined ? { args } : { executablePath, args }
}

/** Launch options for Playwright with `browserName: 'firefox'`: the system's Firefox, over WebDriver BiDi. */
export function firefox(preferences: Record<string, string | number | boolean> = {}): {
  channel: string
  executablePath?: string
  firefoxUserPrefs: Record<string, string | number | boolean>
} {
  const executablePath = findBrowser('firefox')
  return {
    channel: 'moz-firefox',
    ...(executablePath !== undefined && { executablePath }),
    firefoxUserPrefs: preferences,
  }
}

function run(command: string, args: readonly string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

/** Installs the engine where it is missing. Throws with what to do by hand. */
export function ensureBrowser(engine: Engine): void {
  const isThere = findBrowser(engine) !== undefined
  const lacksShell = engine === 'chromium' && isSystemChromium() && !existsSync(headlessShell)
  if (isThere && !lacksShell) return
  const canInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const isInstalled =
    canInstall &&
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages[engine]])
  // Without the shell the tests take longer, and pass.
  if (isThere || (isInstalled && findBrowser(engine) !== undefined)) return
  // Playwright's own Chromium serves; its Firefox and WebKit do not speak the protocols that are used here.
  if (engine === 'chromium' && run('npx', ['playwright', 'install', 'chromium']) && findBrowser(engine) !== undefined) {
    return
  }
  const variable = engine === 'webkit' ? 'WHY401_WEBKIT_DRIVER' : `WHY401_${engine.toUpperCase()}`
  throw new Error(`No ${engine} found and none could be installed: install it, or set ${variable} to its path.`)
}

if (process.argv[1] === import.meta.filename) {
  const asked = process.argv.slice(2) as Engine[]
  for (const engine of asked.length > 0 ? asked : (['chromium'] as const)) {
    ensureBrowser(engine)
    const path = findBrowser(engine) ?? ''
    // WebKit's driver has no option that prints its version.
    console.log(engine === 'webkit' ? path : execFileSync(path, ['--version']).toString().trim())
  }
}
