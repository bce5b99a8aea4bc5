import { AxiosError, type AxiosResponse } from 'axios'
import { authErrorMessage } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'

/** Resolves or throws as axios does by `validateStatus`, and throws for what was refused inside a success. */
export function settle(answer: AxiosResponse, verdict: Verdict | undefined): AxiosResponse {
  const { status, request, config } = answer
  const { validateStatus } = config
  const refusal = verdict?.kind === 'none' ? undefined : verdict
  const isSuccess = !validateStatus || validateStatus(status)
  // A caller whose `validateStatus` takes 401 for a success gets the answer. A refusal under 2xx is thrown all the same.
  if (!validateStatus || (isSuccess && !(refusal && status < 300))) return answer
  const code = status >= 400 && status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE
  const message = isSuccess && refusal ? authErrorMessage(refusal) : `Request failed with status code ${status}`
  const error = new AxiosError(message, code, config, request, answer)
  // `isAuthError` asks for the name, `axios.isAxiosError` does not.
  throw Object.assign(error, verdict && { verdict }, refusal && { name: 'AuthError' })
}
