/** The part of Standard Schema, version 1, that `defineConvention` calls (https://standardschema.dev). */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => Result<Output> | Promise<Result<Output>>
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined
  }
}

type Result<Output> = { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly unknown[] }

/** Whether a value is a schema; some libraries make schemas that are functions. */
export function isSchema(value: unknown): value is StandardSchema {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !('~standard' in value)) {
    return false
  }
  const standard = value['~standard']
  return (
    typeof standard === 'object' &&
    standard !== null &&
    'validate' in standard &&
    typeof standard.validate === 'function'
  )
}

/**
 * The output of the schema for a value. It is undefined where the value does not fit, and where the schema throws or is
 * asynchronous.
 */
export function fit<Output>(schema: StandardSchema<Output>, value: unknown): { readonly value: Output } | undefined {
  try {
    const result = schema['~standard'].validate(value)
    if ('then' in result) {
      result.then(undefined, () => {})
      return undefined
    }
    return result.issues === undefined ? result : undefined
  } catch {
    return undefined
  }
}
