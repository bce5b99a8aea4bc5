// An app without a bundler: the import map of its page names the package's own files.
import { classify, createAuth, loginRedirect, returnPath, verdictOf } from 'why401'

const { searchParams } = new URL(location.href)
const has = (name) => searchParams.has(name)

/** What was reported to the page, as text. */
const reports = []
addEventListener('error', ({ error, message }) => reports.push(String(error?.message ?? message)))

const auth = createAuth({
  preload: searchParams.get('preload') ?? 'never',
  storage: localStorage,
  ...(!has('redirect') && {
    renew: async () => ((await fetch('/api/refresh', { method: 'POST' })).ok ? 'renewed' : 'declined'),
  }),
  ...(has('redirect') && { signIn: loginRedirect({ to: '/login' }) }),
})

/** Answers by the names of the actions that gave them. */
const answers = new Map()

const describe = async (response) => {
  const verdict = verdictOf(response)
  return { status: response.status, kind: verdict?.kind ?? 'none', body: await response.text() }
}

window.page = {
  auth,
  reports,
  classify,
  returnPath,
  /** Sends requests at once; `answer` tells when all are settled. */
  send(name, requests) {
    const settled = requests.map(({ path, init, file, form }) => {
      const bytes = file === undefined ? undefined : new File(['x'.repeat(file)], 'a.txt', { type: 'text/plain' })
      const body = form ? new FormData() : bytes
      if (form) body.append('file', bytes)
      return auth.fetch(path, { ...init, ...(body && { method: 'POST', body }) }).then(describe, String)
    })
    void Promise.all(settled).then((list) => answers.set(name, list))
  },
  answer: (name) => answers.get(name),
  state: () => auth.state.get(),
}
