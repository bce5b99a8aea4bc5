/** Details of a test that `npm test` leaves to `npm run test:all` where a sibling of it, which is not slow, shows the same. */
export function slowIf(isSlow: boolean): { tag?: string } {
  return isSlow ? { tag: '@slow' } : {}
}
