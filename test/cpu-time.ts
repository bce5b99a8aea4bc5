import { expect } from 'vitest'

/** How many times as long the longer text is. */
const RATIO = 16

/** CPU time of this process in µs, of the fastest of five runs: what else the machine does hardly counts. */
async function cpuTimeOf(run: () => unknown): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < 5; count++) {
    const start = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(start)
    times.push(user + system)
  }
  return Math.min(...times)
}

/**
 * Fails where a text of `size` characters takes much more than 16 times as long as one of a 16th of them. Quadratic time is
 * 256 times; the bound lies between, because a longer text also costs the garbage collector more.
 */
export async function expectLinearTime(
  read: (text: string) => unknown,
  make: (size: number) => string,
  size = 480_000,
): Promise<void> {
  const [short, long] = [make(size / RATIO), make(size)]
  const shortTime = await cpuTimeOf(() => read(short))
  const longTime = await cpuTimeOf(() => read(long))
  expect(longTime).toBeLessThan(6 * RATIO * Math.max(shortTime, 500))
}
