// Where Chromium is on this machine, and how to get it: present first, then the system's packages, then Playwright's own.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium as playwrightChromium } from 'playwright'

const places = [
  process.env.WHY401_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

// Quiet: without these a closed network fills the log with refused look-ups.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function find(): string | undefined {
  const own = playwrightChromium.executablePath()
  return [own, ...places].find((place) => place !== undefined && place !== '' && existsSync(place))
}

/** Launch options for Playwright. Root (a container) cannot use Chromium's sandbox. */
export function chromium(): { executablePath?: string; args: string[] } {
  const executablePath = find()
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
  return executablePath === undefined ? { args } : { executablePath, args }
}

function run(command: string, args: string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`)
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

/** Installs Chromium where there is none. Throws with what to do by hand. */
export function ensureChromium(): void {
  if (find() !== undefined) return
  const apt = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (
    apt &&
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']) &&
    find()
  ) {
    return
  }
  if (run('npx', ['playwright', 'install', 'chromium']) && find()) return
  throw new Error(
    'No Chromium found and none could be installed: install Chromium or Chrome, or set WHY401_CHROMIUM to its path.',
  )
}

if (process.argv[1] === import.meta.filename) {
  ensureChromium()
  console.log(
    execFileSync(find() ?? '', ['--version'])
      .toString()
      .trim(),
  )
}
