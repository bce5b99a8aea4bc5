import { fileURLToPath } from 'node:url'
import { startServer, type RunningServer } from './start-server.ts'

const page = fileURLToPath(new URL('../dist', import.meta.url))
const TRIES = 50

async function startOnNextFreePort(first: number): Promise<RunningServer> {
  for (let port = first; ; port += 1) {
    try {
      return await startServer({ port, page })
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken || port >= first + TRIES) throw error
    }
  }
}

const server = await startOnNextFreePort(Number(process.env.PORT ?? 4401))
console.log(`why401 example: ${server.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close()
  })
}
