// How each peer is called, and how what it gives is written in one form: { scheme, token68?, parameters }. Only what a
// peer offers is used; where its parser is private, its own source is.
import { readFileSync } from 'node:fs'

const modules = new URL('node_modules/', import.meta.url)
const from = (path) => import(new URL(path, modules).href)
const response = (header) => ({ headers: { get: () => header } })

/** Values of a name that came twice stand in an array. */
const pairs = (record) =>
  Object.entries(record).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))

export const version = (name) => JSON.parse(readFileSync(new URL(`${name}/package.json`, modules), 'utf8')).version

/** Package → what its parser takes for its task, and how to load it. */
export const peers = {
  oauth4webapi: {
    takes: 'a list of challenges',
    load: async () => {
      const source = readFileSync(new URL('oauth4webapi/build/index.js', modules), 'utf8')
      const part = source.slice(
        source.indexOf('const tokenMatch'),
        source.indexOf('export async function processPushedAuthorizationResponse'),
      )
      // oxlint-disable-next-line no-implied-eval
      const parse = new Function('looseInstanceOf', 'Response', `${part}; return parseWwwAuthenticateChallenges`)(
        () => true,
        Object,
      )
      return (header) =>
        (parse(response(header)) ?? []).map(({ scheme, token68, parameters }) => ({
          scheme,
          token68,
          parameters: parameters ?? {},
        }))
    },
  },
  '@azure/core-rest-pipeline': {
    takes: 'a list of challenges',
    load: async () => {
      const { parseChallenges } = await from(
        '@azure/core-rest-pipeline/dist/esm/policies/bearerTokenAuthenticationPolicy.js',
      )
      return (header) => parseChallenges(header).map(({ scheme, params }) => ({ scheme, parameters: params }))
    },
  },
  'http-auth-utils': {
    takes: 'one challenge: Basic, Digest or Bearer',
    load: async () => {
      const { parseWWWAuthenticateHeader } = await from('http-auth-utils/dist/index.js')
      return (header) => {
        const { type, data } = parseWWWAuthenticateHeader(header)
        return [{ scheme: type, parameters: pairs(data) }]
      }
    },
  },
  'www-authenticate': {
    takes: 'one challenge',
    load: async () => {
      const { WWW_Authenticate: Parsed } = (await from('www-authenticate/index.js')).default.parsers
      return (header) => {
        const { scheme, parms, err } = new Parsed(header)
        if (err) throw new Error('refused')
        return [{ scheme, parameters: parms }]
      }
    },
  },
  'auth-header': {
    takes: 'one challenge',
    load: async () => {
      const { parse } = (await from('auth-header/dist/index.js')).default
      return (header) => {
        const { scheme, params, token } = parse(header)
        return [{ scheme, token68: token ?? undefined, parameters: pairs(params) }]
      }
    },
  },
  '@modelcontextprotocol/sdk': {
    takes: 'error, scope and resource_metadata of one Bearer challenge',
    load: async () => {
      const { extractWWWAuthenticateParams } = await from('@modelcontextprotocol/sdk/dist/esm/client/auth.js')
      return (header) => {
        const { resourceMetadataUrl, scope, error } = extractWWWAuthenticateParams(response(header))
        const found = { error, scope, resource_metadata: resourceMetadataUrl?.href }
        const known = Object.entries(found).filter(([, value]) => value !== undefined)
        return known.length === 0 ? [] : [{ scheme: 'bearer', parameters: known }]
      }
    },
  },
}
