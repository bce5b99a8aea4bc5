import ky from 'ky'

/** The addresses of the example's servers; a real app knows them when it is built. */
export interface Config {
  readonly url: string
  readonly otherUrl: string
}

export const config = await ky.get('/api/config').json<Config>()
