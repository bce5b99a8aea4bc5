import type { Kind } from '../verdict/index.js'

/** Writes text for a terminal. What a server sent must not move its cursor or reverse its lines. */
export interface Paint {
  readonly plain: (text: string) => string
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly kind: (kind: Kind, text: string) => string
}

const colours: { readonly [K in Kind]: string } = {
  none: '32',
  reauthenticate: '33',
  'credentials-rejected': '35',
  forbidden: '31',
  'third-party-key-invalid': '36',
}

export function createPaint(isColoured: boolean): Paint {
  const wrap = (code: string, text: string): string =>
    isColoured ? `\u001b[${code}m${clean(text)}\u001b[0m` : clean(text)
  return {
    plain: clean,
    bold: (text) => wrap('1', text),
    dim: (text) => wrap('2', text),
    kind: (kind, text) => wrap(`1;${colours[kind]}`, text),
  }
}

/** Whether to use colour: https://no-color.org, FORCE_COLOR, and a terminal. */
export function isColourWanted(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}

// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

function clean(text: string): string {
  return text.replace(controls, ' ')
}
