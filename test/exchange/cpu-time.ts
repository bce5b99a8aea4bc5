import { expect } from 'vitest'

/** CPU time of the fastest of five runs, µs: what else the machine does is left out. */
function cpuTimeOf(run: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    return user + system
  })
  return Math.min(...runs)
}

/** Fails where a text of eight times the length takes much more than eight times as long; quadratic time is 64 times. */
export function expectLinearTime(read: (text: string) => void, make: (size: number) => string): void {
  const [short, long] = [make(60_000), make(480_000)]
  const [shortTime, longTime] = [cpuTimeOf(() => read(short)), cpuTimeOf(() => read(long))]
  expect(longTime).toBeLessThan(24 * Math.max(shortTime, 1_000))
}
