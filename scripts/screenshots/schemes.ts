// Each picture is taken twice: as docs/images/NAME.png in the light scheme, and as docs/images/dark/NAME.png in the dark one.
export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

export const pathOf = (name: string, scheme: Scheme): string =>
  `docs/images/${scheme === 'dark' ? 'dark/' : ''}${name}.png`
