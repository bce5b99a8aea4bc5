import { onScopeDispose } from 'vue'
import { onUserGone } from '../client/user.ts'

/** Calls the listener when the user has gone: the next one must not see what was for that one. */
export function useUserGone(listener: () => void): void {
  onScopeDispose(onUserGone(listener))
}
