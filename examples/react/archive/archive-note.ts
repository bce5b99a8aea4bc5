import { createStore } from '../../client/store.ts'

/** The user's text, and whether the page stayed because of it. */
export interface Note {
  readonly text: string
  readonly isInTheWay: boolean
}

export const note = createStore<Note>({ text: '', isInTheWay: false })

/** The page does not leave while there is unsaved work: it says so, and the user signs in later. */
export function mayLeave(): boolean {
  const { text } = note.get()
  note.set({ text, isInTheWay: text !== '' })
  return text === ''
}
