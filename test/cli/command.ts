import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** What a run of the command printed. */
export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export type Command = (
  args: readonly string[],
  more?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
) => Promise<Ran>

/** Builds the command as the package has it, in one file, and gives what runs it as a process. */
export async function buildCommand(): Promise<{ readonly run: Command; readonly folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'why401-cli-'))
  const file = join(folder, 'dist/cli/bin.js')
  await build({
    entryPoints: ['src/cli/bin.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  copyFileSync('package.json', join(folder, 'package.json'))
  const run: Command = (args, { input, env = {} } = {}) =>
    new Promise((resolve, reject) => {
      const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env
      const child = spawn(process.execPath, [file, ...args], { env: { ...inherited, ...env }, cwd: folder })
      const printed = { out: '', err: '' }
      child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.out += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.err += text))
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, ...printed }))
      // A run that refuses its arguments does not read what it is given.
      child.stdin.on('error', () => {})
      child.stdin.end(input ?? '')
    })
  return { run, folder }
}
