// Checks the types of single-file components, scripts and templates: vue-tsc needs a TypeScript with a JavaScript API, which 7 has not.
// Each X.vue becomes X.vue.ts: the script at its own lines, and below it the render function that Vue's compiler makes of the template.
// Names in a template, props, models and events of components, and template refs are checked; slots' props are not.
import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { basename, dirname, join } from 'node:path/posix'
import { compileScript, compileTemplate, parse } from '@vue/compiler-sfc'

const folder = process.argv[2] ?? 'examples/vue'
const out = 'test-results/vue-types'
const ELEMENT = 1

/** `macro<Type>(…` in a script: where it is, and its type. An arrow in the type is no closing bracket. */
function macro(code, name) {
  const start = code.indexOf(`${name}<`)
  if (start === -1) return undefined
  let depth = 1
  let end = start + name.length + 1
  while (depth > 0) {
    if (code[end] === '<') depth += 1
    if (code[end] === '>' && code[end - 1] !== '=') depth -= 1
    end += 1
  }
  return { start, end, type: code.slice(start + name.length + 1, end - 1) }
}

/** The type of what carries `ref="name"` in the template. */
function refType(node, name) {
  const found = node.type === ELEMENT && node.props.some((prop) => prop.name === 'ref' && prop.value?.content === name)
  if (found) {
    return /^[a-z]/.test(node.tag)
      ? `HTMLElementTagNameMap['${node.tag}']`
      : `(typeof ${node.tag})['__checked']['exposed']`
  }
  for (const child of node.children ?? []) {
    const type = refType(child, name)
    if (type !== undefined) return type
  }
  return undefined
}

/** A script as a module: macros give what they would give. */
function moduleOf(script, template) {
  let code = script
  const props = macro(code, 'defineProps')
  if (props) code = `${code.slice(0, props.start)}(null as unknown as __Props)${code.slice(props.end + '()'.length)}`
  const emits = macro(code, 'defineEmits')
  const models = [...code.matchAll(/defineModel<([^>]+)>\('(\w+)'/g)].map(
    ([, type, name]) => `'${name}': ${type}; 'onUpdate:${name}'?: (value: ${type}) => unknown`,
  )
  const exposes = code.includes('defineExpose(')
  code = code.replace('defineExpose(', 'const __exposed = __expose(')
  code = code.replaceAll(
    /useTemplateRef\('(\w+)'\)/g,
    (call, name) => `useTemplateRef<${refType(template, name) ?? 'unknown'}>('${name}')`,
  )
  return { code, props: props?.type ?? 'object', emits: emits?.type ?? 'object', models: models.join('; '), exposes }
}

/** The render function, with the names that a template would narrow in places that narrow. */
function renderOf(descriptor, bindings, filename) {
  const { code, preamble, map, errors } = compileTemplate({
    source: descriptor.source,
    ast: descriptor.template.ast,
    filename,
    id: 'types',
    compilerOptions: {
      inline: true,
      isTS: true,
      bindingMetadata: bindings,
      expressionPlugins: ['typescript'],
      cacheHandlers: false,
      hoistStatic: false,
      sourceMap: true,
    },
  })
  if (errors.length > 0) throw new Error(`${filename}: ${errors.map(String).join('\n')}`)
  const lines = code.split('\n')
  const start = lines.findIndex((line) => line.includes('(_ctx: any,_cache: any) =>'))
  const unrefs = [...new Set([...code.matchAll(/_unref\((\w+)\)/g)].map(([, name]) => name))]
  lines[start] =
    `const __render = ${lines[start].replace('_ctx: any', '_ctx: __Context')} ${unrefs.map((name) => `const __unref_${name} = _unref(${name});`).join(' ')}`
  // A handler may leave its event alone.
  const text = lines
    .map((line, index) => (index === start ? line : line.replaceAll(/_unref\((\w+)\)/g, '__unref_$1')))
    .join('\n')
    .replaceAll('($event: any)', '(_$event?: any)')
    .replaceAll(/(?<!_)\$event\b/g, '_$event')
  // Those that make a component take the place of Vue's own, which take any props.
  const imports = preamble.replace(
    /\{(.*?)\}/,
    (_all, names) =>
      `{ ${names
        .split(',')
        .filter((name) => !/createVNode|createBlock/.test(name))
        .join(',')} }`,
  )
  return {
    text,
    imports: `import { createVNode as _createVNode, createBlock as _createBlock } from '__CHECK__'; ${imports}; void _createVNode; void _createBlock`,
    map: map && new SourceMap(map),
  }
}

const check = `import type { ComponentPublicInstance, DefineComponent, VNode } from 'vue'
type Kebab<S> = S extends \`\${infer First}\${infer Rest}\` ? (First extends Uncapitalize<First> ? \`\${First}\${Kebab<Rest>}\` : \`-\${Lowercase<First>}\${Kebab<Rest>}\`) : S
type Given<P> = { [K in keyof P as K extends \`on\${string}\` ? K : Kebab<K>]: object extends Pick<P, K> ? P[K] | undefined : P[K] } & { readonly [attribute: string]: unknown }
type Handlers<E> = { [K in keyof E as K extends string ? \`on\${Capitalize<K>}\` : never]?: E[K] extends unknown[] ? (...values: E[K]) => unknown : never }
export type Checked<P, E, X> = DefineComponent & { readonly __checked: { readonly props: P & Handlers<E>; readonly exposed: X } }
export type Context<E> = Omit<ComponentPublicInstance, '$emit'> & { $emit: <K extends keyof E>(event: K, ...values: E[K] extends unknown[] ? E[K] : never) => void }
type Needed<P> = { [K in keyof P]-?: object extends Pick<P, K> ? never : K }[keyof P]
type Accepts<C> = C extends { readonly __checked: { readonly props: infer P } } ? ([Needed<P>] extends [never] ? Given<P> | null : Given<P>) : unknown
type Arguments<C> = undefined extends Accepts<C> ? [props?: unknown, ...rest: unknown[]] : null extends Accepts<C> ? [props?: Accepts<C>, ...rest: unknown[]] : [props: Accepts<C>, ...rest: unknown[]]
export declare function createVNode<C>(type: C, ...given: Arguments<C>): VNode
export declare function createBlock<C>(type: C, ...given: Arguments<C>): VNode
`

/** The module for one component, and for each of its lines the one in the .vue file. */
function convert(file) {
  const source = readFileSync(file, 'utf8')
  const { descriptor, errors } = parse(source, { filename: file })
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(String).join('\n')}`)
  const { scriptSetup, template } = descriptor
  const bindings = scriptSetup ? compileScript(descriptor, { id: 'types' }).bindings : {}
  const above = scriptSetup ? '\n'.repeat(scriptSetup.loc.start.line - 1) : ''
  const { code, props, emits, models, exposes } = moduleOf(scriptSetup?.content ?? '', template.ast)
  const { text, imports, map } = renderOf(descriptor, bindings, file)
  const types = [
    imports.replaceAll('\n', ' '),
    `import type { Checked as __Checked, Context as __Context_ } from '__CHECK__'`,
    `type __Props = ${props}; type __Emits = ${emits}; type __Models = { ${models} }; type __Context = __Context_<__Emits>; declare const __props: __Props & __Models`,
    ...(exposes ? ['function __expose<T>(value: T): T { return value }'] : []),
    `export default null as unknown as __Checked<__Props & __Models, __Emits, ${exposes ? 'typeof __exposed' : 'object'}>; void __props`,
  ]
  const head = `${above}${code}\n${types.join('\n')}\n`
  const own = `${above}${code}`.split('\n').length
  const first = head.split('\n').length
  const lineOf = (line) => (line <= own ? line : (map?.findEntry(line - first, 10_000).originalLine ?? -1) + 1)
  const specifier = `${'../'.repeat(dirname(file).split('/').length)}check.ts`
  return { code: `${head}${text}\nvoid __render\n`.replaceAll('__CHECK__', specifier), lineOf }
}

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, folder), { recursive: true })
writeFileSync(join(out, 'check.ts'), check)
const files = new Map(
  globSync(`${folder}/**/*.vue`)
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => [`${join(out, file)}.ts`, { file, ...convert(file) }]),
)
for (const [path, { code }] of files) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, code)
}
writeFileSync(
  join(out, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: {
      rootDirs: ['../..', '.'],
      paths: { why401: ['../../src/index.ts'], 'why401/*': ['../../src/*/index.ts'] },
    },
    include: ['**/*.ts', `../../${folder}/**/*.ts`, '../../examples/client/vite-env.d.ts'],
    exclude: [`../../${folder}/shim.d.ts`],
  }),
)

const { stdout, stderr, status } = spawnSync('npx', ['--no-install', 'tsc', '-p', out, '--pretty', 'false'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
for (const line of stdout.split('\n')) {
  const [, path, row, column, text] = /^(.+\.vue\.ts)\((\d+),(\d+)\): (.*)$/.exec(line) ?? []
  const component = files.get(path)
  if (component) {
    console.log(`${component.file}(${component.lineOf(Number(row))}): ${text} [${basename(path)}:${row}:${column}]`)
  } else if (line !== '') console.log(line)
}
if (status !== 0) process.stderr.write(stderr.replaceAll(/^npm warn.*\n/gm, ''))
console.log(`${files.size} components checked${status === 0 ? '' : ', with errors'}`)
process.exit(status ?? 1)
