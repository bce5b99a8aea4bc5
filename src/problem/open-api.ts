import { z } from 'zod'
import { problemSchema, thirdPartyKeyInvalidSchema } from './schema.js'

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What an OpenAPI 3.1 document takes into its `components`. */
export interface OpenApiComponents {
  readonly schemas: Readonly<Record<'Problem' | 'ThirdPartyKeyInvalid', JsonSchema>>
  readonly responses: Readonly<Record<'Unauthorized' | 'Forbidden' | 'ThirdPartyKeyInvalid', JsonSchema>>
}

/**
 * The JSON Schema (draft 2020-12) of the problem `third-party-key-invalid`, made from `thirdPartyKeyInvalidSchema`.
 *
 * @example
 * JSON.stringify(thirdPartyKeyInvalidJsonSchema()) // for any validator of JSON Schema
 */
export function thirdPartyKeyInvalidJsonSchema(): JsonSchema {
  return z.toJSONSchema(thirdPartyKeyInvalidSchema)
}

/**
 * Schemas and answers for the `components` of an OpenAPI 3.1 document, whose dialect is that of JSON Schema.
 *
 * @example
 * const document = { openapi: '3.1.0', paths: {}, components: openApiComponents() }
 */
export function openApiComponents(): OpenApiComponents {
  return {
    schemas: {
      Problem: withoutDialect(z.toJSONSchema(problemSchema)),
      ThirdPartyKeyInvalid: withoutDialect(thirdPartyKeyInvalidJsonSchema()),
    },
    responses: {
      Unauthorized: {
        description: 'No login, or one that is over (RFC 9110 §15.5.2).',
        headers: { 'WWW-Authenticate': { required: true, schema: { type: 'string' } } },
        content: contentOf('Problem'),
      },
      Forbidden: { description: 'The user is known, and may not (RFC 9110 §15.5.4).', content: contentOf('Problem') },
      ThirdPartyKeyInvalid: {
        description: 'A third party refused the key that the user stored for it; the login with us is fine.',
        content: contentOf('ThirdPartyKeyInvalid'),
      },
    },
  }
}

function contentOf(schema: keyof OpenApiComponents['schemas']): JsonSchema {
  return { 'application/problem+json': { schema: { $ref: `#/components/schemas/${schema}` } } }
}

/** The document says the dialect for all of its schemas. */
function withoutDialect({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  return schema
}
