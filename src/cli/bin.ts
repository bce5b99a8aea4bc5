// `why401` on the command line: explains a HAR, what curl printed, or a live URL.
// Floor 6, off the page: the only place that asks a server by itself, and only for what the command line says.
// May import: challenge, verdict, advice, response, exchange, node.
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { isColourWanted } from './paint.js'
import { run } from './run.js'

// A reader that has seen enough (`| head`) closes the pipe.
process.stdout.on('error', () => process.exit())

process.exitCode = await run(process.argv.slice(2), {
  print: (output) => process.stdout.write(output),
  printError: (output) => process.stderr.write(output),
  read: (file) => (file === undefined ? text(process.stdin) : readFile(file, 'utf8')),
  isInputTerminal: process.stdin.isTTY,
  isColoured: isColourWanted(process.env, process.stdout.isTTY),
  version: async () => {
    const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
    return (JSON.parse(manifest) as { version: string }).version
  },
})
