/** When an event was named; -Infinity for the id of a version that does not tell. */
export function timeOf(id: string): number {
  const time = /^[\da-z]{1,11}(?=\.)/.exec(id)?.[0]
  return time === undefined ? -Infinity : Number.parseInt(time, 36)
}
