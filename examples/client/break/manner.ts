import { createStore, type Writable } from '../store.ts'

/** EXAMPLE ONLY: the manner in which the servers say no. The verdicts are the same in each; a real server has one. */
export interface Manner {
  /** The challenges in a 401 of the projects. */
  readonly challenge: string
  /** The status with which our backend relays a refusal of Meteo. */
  readonly relay: string
  /** The challenges in a 401 of OpenMRS. */
  readonly order: string
  /** Whether the other origin lets the page read its challenge. */
  readonly isExposed: boolean
}

export const manner: Writable<Manner> = createStore<Manner>({
  challenge: 'one',
  relay: '403',
  order: 'none',
  isExposed: true,
})

export function changeManner(change: Partial<Manner>): void {
  manner.set({ ...manner.get(), ...change })
}

/** The manners of each kind, with their words. */
export const challenges = [
  ['one', 'one'],
  ['two', 'two lines'],
  ['none', 'none'],
] as const

export const relays = [
  ['403', '403, as recommended'],
  ['401', '401, as it came'],
  ['400', '400'],
  ['407', '407'],
  ['409', '409'],
  ['422', '422'],
  ['424', '424'],
  ['502', '502'],
  ['200', '200, error inside'],
] as const

export const orders = [
  ['none', 'none'],
  ['cookie-first', 'cookie first'],
  ['basic-first', 'Basic first'],
] as const
