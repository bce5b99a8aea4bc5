// How each peer is called, and how what it gives is written in one form: { scheme, token68?, parameters }. Only what a
// peer offers is used; where its parser is private, its own source is. WHY401_PEERS names another node_modules.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const modules = resolve(process.env.WHY401_PEERS ?? new URL('../node_modules', import.meta.url).pathname)

/** A module of a peer by its path, whether its package exports it or not. */
export const importPeer = (path) => import(pathToFileURL(`${modules}/${path}`).href)
const response = (header) => ({ headers: { get: () => header } })

/** Values of a name that came twice stand in an array. */
const pairs = (record) =>
  Object.entries(record).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))

export const version = (name) => JSON.parse(readFileSync(`${modules}/${name}/package.json`, 'utf8')).version

/** Package → what its parser takes for its task, how to load it, and how to read what it returns. */
export const peers = {
  oauth4webapi: {
    takes: 'a list of challenges',
    load: async () => {
      const source = readFileSync(`${modules}/oauth4webapi/build/index.js`, 'utf8')
      const part = source.slice(
        source.indexOf('const tokenMatch'),
        source.indexOf('export async function processPushedAuthorizationResponse'),
      )
      // oxlint-disable-next-line no-implied-eval
      const parse = new Function('looseInstanceOf', 'Response', `${part}; return parseWwwAuthenticateChallenges`)(
        () => true,
        Object,
      )
      return (header) => parse(response(header))
    },
    read: (result) =>
      (result ?? []).map(({ scheme, token68, parameters }) => ({ scheme, token68, parameters: parameters ?? {} })),
  },
  '@azure/core-rest-pipeline': {
    takes: 'a list of challenges',
    load: async () => {
      const { parseChallenges } = await importPeer(
        '@azure/core-rest-pipeline/dist/esm/policies/bearerTokenAuthenticationPolicy.js',
      )
      return parseChallenges
    },
    read: (result) => result.map(({ scheme, params }) => ({ scheme, parameters: params })),
  },
  'http-auth-utils': {
    takes: 'one challenge: Basic, Digest or Bearer',
    load: async () => (await importPeer('http-auth-utils/dist/index.js')).parseWWWAuthenticateHeader,
    read: ({ type, data }) => [{ scheme: type, parameters: pairs(data) }],
  },
  'www-authenticate': {
    takes: 'one challenge',
    load: async () => {
      const { WWW_Authenticate: Parsed } = (await importPeer('www-authenticate/index.js')).default.parsers
      return (header) => new Parsed(header)
    },
    read: ({ scheme, parms, err }) => {
      if (err) throw new Error('refused')
      return [{ scheme, parameters: parms }]
    },
  },
  'auth-header': {
    takes: 'one challenge',
    load: async () => (await importPeer('auth-header/dist/index.js')).default.parse,
    read: ({ scheme, params, token }) => [{ scheme, token68: token ?? undefined, parameters: pairs(params) }],
  },
  '@modelcontextprotocol/sdk': {
    takes: 'error, scope and resource_metadata of one Bearer challenge',
    load: async () => {
      const { extractWWWAuthenticateParams } = await importPeer('@modelcontextprotocol/sdk/dist/esm/client/auth.js')
      return (header) => extractWWWAuthenticateParams(response(header))
    },
    read: ({ resourceMetadataUrl, scope, error }) => {
      const found = { error, scope, resource_metadata: resourceMetadataUrl?.href }
      const known = Object.entries(found).filter(([, value]) => value !== undefined)
      return known.length === 0 ? [] : [{ scheme: 'bearer', parameters: known }]
    },
  },
}
