import { createStore } from '../../client/store.ts'

/** What the user wrote, and whether it kept the page from being left. */
export interface Note {
  readonly text: string
  readonly isInTheWay: boolean
}

export const note = createStore<Note>({ text: '', isInTheWay: false })

/** Unsaved work keeps the page: the user is told, and may sign in when it is dealt with. */
export function mayLeave(): boolean {
  const { text } = note.get()
  note.set({ text, isInTheWay: text !== '' })
  return text === ''
}
