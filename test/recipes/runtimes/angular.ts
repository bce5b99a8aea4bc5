import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http'
import { catchError, throwError } from 'rxjs'
import { type Auth, type AuthOptions, createAuth, isAuthError } from 'why401'

// #region recipe
/** In main.ts, before `bootstrapApplication`: HttpClient asks `globalThis.fetch`. Returns the auth, to be provided. */
export function installAuth(options: AuthOptions): Auth {
  const native = globalThis.fetch
  const auth = createAuth({ ...options, fetch: native })
  globalThis.fetch = auth.strictFetch // rejects with an AuthError for what was refused
  return auth
}

/** `provideHttpClient(withInterceptors([keepStatus]))`: HttpClient has status 0 for each error of `fetch`. */
export const keepStatus: HttpInterceptorFn = (request, next) =>
  next(request).pipe(
    catchError((failed: unknown) =>
      throwError(() => {
        if (!(failed instanceof HttpErrorResponse) || !isAuthError(failed.error)) return failed
        const { status } = failed.error.verdict
        return new HttpErrorResponse({ error: failed.error, status, url: request.urlWithParams })
      }),
    ),
  )
// #endregion
