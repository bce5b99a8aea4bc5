// Every API of the platform that the package uses is in the oldest browsers that docs/contributing/engines.md names, or it does
// without it. TypeScript says what an expression is, and MDN's data since when browsers have it. `--list` prints all of them.
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { relative, resolve } from 'node:path'
import { installIn } from '../install.mjs'
import { oldestBrowsers } from './oldest-browsers.mjs'

const TOOLS = 'tools/browser-apis'
const PLANTED = `${TOOLS}/planted.ts`
installIn(TOOLS)
const load = createRequire(resolve(TOOLS, 'package.json'))
const ts = load('typescript')
const data = load('@mdn/browser-compat-data')

/** What the package does without where a browser lacks it. */
const optional = {
  'api.AbortSignal.timeout_static': 'Chrome 120 gives its error another name, which is not read',
  'api.Request.body': 'Firefox has none: it is read to cancel a stream, and Firefox sends none',
  'api.Request.keepalive': 'an option that is `undefined` is no option',
  'api.Window.requestIdleCallback': 'a time-out takes its place',
}

/** What the planted file uses, and nothing else of it is too new. */
const planted = [
  'api.HTMLImageElement.fetchPriority',
  'api.Response.bytes',
  'api.URL.parse_static',
  'javascript.builtins.Array.fromAsync',
  'javascript.builtins.Float16Array',
  'javascript.builtins.Iterator.map',
  'javascript.builtins.Promise.try',
  'javascript.builtins.Set.union',
]

/** Left out: the command, which runs in node. */
const files = globSync('src/**/*.ts').filter((file) => !file.startsWith('src/cli'))
const program = ts.createProgram([...files, PLANTED], {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  allowImportingTsExtensions: true,
  types: [],
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
})
const checker = program.getTypeChecker()

/** Whether TypeScript's own declarations of the platform declare `symbol`. */
const isOfPlatform = (symbol) =>
  symbol?.declarations?.some((node) => program.isSourceFileDefaultLibrary(node.getSourceFile())) ?? false

/** As the standards call what TypeScript calls so. */
function standardName(name) {
  if (/(?:Iterator|IteratorObject|Generator)$/.test(name)) return 'Iterator'
  return name.replace(/^Readonly(?=Array|Map|Set)/, '').replace(/(?<=.)Constructor$/, '')
}

/** The interfaces that an expression's type may be. */
function ownersOf(expression, type = checker.getTypeAtLocation(expression)) {
  if (type.isUnionOrIntersection()) return type.types.flatMap((part) => ownersOf(expression, part))
  const symbol = checker.getApparentType(type).getSymbol()
  if (!symbol || !isOfPlatform(symbol)) return []
  // A constructor of the DOM has a type without a name: it is called as the variable is.
  return [standardName(symbol.name === '__type' && ts.isIdentifier(expression) ? expression.text : symbol.name)]
}

/** The interfaces that declare a member: a mixin's name is not MDN's, a base's is. */
const declarersOf = (symbol) =>
  (symbol.declarations ?? []).flatMap(({ parent }) => (parent?.name ? standardName(parent.name.text) : []))

const entryOf = (path) => path.split('.').reduce((entry, name) => entry?.[name], data)

/** MDN's entry for a member of one of `owners`, or for a global where there are none. */
function findEntry(owners, name) {
  const places =
    owners.length === 0
      ? [`javascript.builtins.${name}`, `api.${name}`, `api.Window.${name}`]
      : owners.flatMap((owner) => [
          `javascript.builtins.${owner}.${name}`,
          `api.${owner}.${name}`,
          `api.${owner}.${name}_static`,
        ])
  return places.find((place) => entryOf(place)?.__compat !== undefined)
}

/** What is named at a node: of what, none for a global, and its name. */
function useAt(node) {
  if (ts.isPropertyAccessExpression(node)) {
    return { symbol: checker.getSymbolAtLocation(node.name), owners: ownersOf(node.expression), name: node.name.text }
  }
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = (node.propertyName ?? node.name).getText()
    return {
      symbol: checker.getTypeAtLocation(node.parent).getProperty(name),
      owners: ownersOf(node.parent),
      name,
    }
  }
  if (!ts.isIdentifier(node)) return undefined
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return undefined
  return { symbol: checker.getSymbolAtLocation(node), owners: [], name: node.text }
}

/** MDN's path of what a node uses of the platform. */
function pathAt(node) {
  const use = useAt(node)
  if (!use || !isOfPlatform(use.symbol)) return undefined
  return findEntry(use.owners.length === 0 ? [] : [...use.owners, ...declarersOf(use.symbol)], use.name)
}

/** The browsers whose oldest version lacks it or has a part of it, each with the version that has it whole. */
function lackingOf(path) {
  const { support } = entryOf(path).__compat
  return Object.entries(oldestBrowsers).flatMap(([browser, version]) => {
    const [{ version_added: added, version_removed: removed, flags }] = [support[browser] ?? {}].flat()
    const since = typeof added === 'string' ? Number(added.replace('≤', '')) : NaN
    return since <= version && !removed && !flags ? [] : [`${browser} ${added || 'has none'}`]
  })
}

/** MDN's paths, each with the places that use it. */
function usesOf(sources) {
  const uses = new Map()
  const visit = (node) => {
    // Types are not there when the code runs.
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return
    const path = pathAt(node)
    if (path !== undefined) {
      const source = node.getSourceFile()
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      uses.set(path, [...(uses.get(path) ?? []), `${relative('.', source.fileName)}:${line + 1}`])
    }
    ts.forEachChild(node, visit)
  }
  for (const source of sources) visit(source)
  return uses
}

const inOrder = (paths) => [...paths].sort((one, other) => (one < other ? -1 : 1))
const newOf = (uses) => inOrder(uses.keys()).filter((path) => lackingOf(path).length > 0)
const uses = usesOf(files.map((file) => program.getSourceFile(file)))
const plantedNew = newOf(usesOf([program.getSourceFile(PLANTED)]))

const faults = [
  ...newOf(uses)
    .filter((path) => optional[path] === undefined)
    .map(
      (path) =>
        `${path} is newer than the oldest browsers (${lackingOf(path).join(', ')}): ${uses.get(path).join(', ')}`,
    ),
  ...Object.keys(optional)
    .filter((path) => !newOf(uses).includes(path))
    .map((path) => `${path} is listed as one to do without: it is not used, or all browsers have it`),
]
const [foundThere, expectedThere] = [plantedNew.join(', '), planted.join(', ')]
if (foundThere !== expectedThere) faults.push(`${PLANTED}: found ${foundThere}, not ${expectedThere}`)
if (process.argv.includes('--list')) console.log(inOrder(uses.keys()).join('\n'))
for (const fault of faults) console.error(fault)
console.log(
  `${uses.size} APIs of the platform, ${faults.length} faults; done without: ${Object.keys(optional).join(', ')}`,
)
if (faults.length > 0 || uses.size === 0) process.exitCode = 1
