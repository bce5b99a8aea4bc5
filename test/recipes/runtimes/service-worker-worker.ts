import { guardRequests } from './service-worker.ts'

// What the test registers as /worker.js.
guardRequests(globalThis, location.origin)
