import { AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { authErrorMessage } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'

/** Resolves or throws as axios does by `validateStatus`, and throws for what was refused inside a success. */
export function settle(
  config: InternalAxiosRequestConfig,
  answer: AxiosResponse,
  verdict: Verdict | undefined,
): AxiosResponse {
  const { validateStatus } = config
  const { status, request } = answer
  const isRefusal = verdict !== undefined && verdict.kind !== 'none'
  const isWanted = !validateStatus || validateStatus(status)
  if (!validateStatus || (isWanted && !isRefusal)) return answer
  const isClientError = status >= 400 && status < 500
  const code = isClientError ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE
  const message = isWanted && isRefusal ? authErrorMessage(verdict) : `Request failed with status code ${status}`
  const error = new AxiosError(message, code, config, request, answer)
  // `isAuthError` asks for the name, `axios.isAxiosError` does not.
  throw Object.assign(error, verdict && { verdict }, isRefusal && { name: 'AuthError' })
}
