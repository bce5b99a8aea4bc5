/**
 * A field value, its field lines, or headers to read it from.
 */
export type FieldInput = string | readonly string[] | { get(name: string): string | null } | null | undefined
