/** What a card shows of something that was read. */
export interface Sheet {
  readonly title: string
  readonly rows: readonly SheetRow[]
  /** The same in one sentence. */
  readonly outcome: string
}

export interface SheetRow {
  readonly name: string
  readonly value: string
}
