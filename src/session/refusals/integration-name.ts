import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'

/** The name under which an integration is known as broken; without one of its own the path stands for it. */
export function nameOf({ integration, url }: ThirdPartyKeyInvalid): string {
  return (integration ?? new URL(url).pathname).slice(0, 200)
}
