/** What the tabs of an app call their channel, their lock and their store. */
export function channelName(app: string): string {
  return app === '' ? 'why401' : `why401:${app}`
}
