import ky from 'ky'

/** Where the example's servers are; a real app knows this when it is built. */
export interface Config {
  readonly url: string
  readonly otherUrl: string
}

export const config = await ky.get('/api/config').json<Config>()
