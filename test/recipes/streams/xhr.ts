import { type Auth, classify, type Verdict } from 'why401'

export interface Upload {
  readonly url: string
  readonly body: Blob | FormData | string
  readonly getToken: () => string
  readonly onProgress?: (event: ProgressEvent) => void
}

export interface Uploaded {
  readonly status: number
  readonly text: string
  readonly verdict: Verdict
}

// #region recipe
/** An upload with progress, by XMLHttpRequest; refused for a token that is over, it is sent once more. */
export async function upload(auth: Auth, options: Upload): Promise<Uploaded> {
  const used = options.getToken()
  const first = await send(options, used)
  if (first.verdict.kind !== 'reauthenticate') return first
  // Another request may have renewed while this one was under way.
  const isRenewed = options.getToken() !== used || (await auth.renew())
  return isRenewed ? send(options, options.getToken()) : first
}

function send({ url, body, onProgress }: Upload, token: string): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url)
    xhr.setRequestHeader('authorization', `Bearer ${token}`)
    if (onProgress) xhr.upload.addEventListener('progress', onProgress)
    xhr.addEventListener('error', () => reject(new TypeError(`${url}: no answer`)))
    xhr.addEventListener('load', () => {
      const text = xhr.responseText
      const verdict = classify(responseOf(xhr), {
        request: { url, method: 'POST', headers: { authorization: `Bearer ${token}` } },
      })
      verdict.then((known) => resolve({ status: xhr.status, text, verdict: known }), reject)
    })
    xhr.send(body)
  })
}

function responseOf(xhr: XMLHttpRequest): Response {
  const lines = xhr.getAllResponseHeaders().trim().split(/\r?\n/)
  const headers = lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.replace(/^[^:]*: ?/, '')])
  const isEmpty = [204, 205, 304].includes(xhr.status)
  return new Response(isEmpty ? null : xhr.responseText, { status: xhr.status, headers: new Headers(headers) })
}
// #endregion
