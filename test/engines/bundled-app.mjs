// An app with a bundler, as small as can be.
import { createAuth } from 'why401'

window.auth = createAuth({
  preload: 'never',
  renew: async () => (await fetch('/api/refresh', { method: 'POST' })).ok,
})
