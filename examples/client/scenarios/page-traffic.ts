import { createTraffic } from './traffic.ts'

/** EXAMPLE ONLY: the traffic of this page. A real app leaves the option `fetch` out. */
export const traffic = createTraffic(location.origin)
