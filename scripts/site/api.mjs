// The API reference: one page a subpath, made from the declarations that the build emits (`dist/**/*.d.ts`).
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'

/** Kinds in the order in which a page lists them. */
const kinds = ['Functions', 'Classes', 'Values', 'Interfaces', 'Types']

/** Pages by file name: an index, and one for each subpath. `ts` is the TypeScript 5 of site/, which has an API. */
export function apiPages(ts) {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
  const entries = Object.entries(exports)
    // `why401/browser` is `why401` in another form.
    .filter(([subpath, { types }]) => types !== undefined && !subpath.startsWith('./browser'))
    .map(([subpath, { types }]) => ({ name: subpath === '.' ? 'why401' : subpath.slice(2), file: resolve(types) }))
  const program = ts.createProgram({
    rootNames: entries.map(({ file }) => file),
    options: {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      skipLibCheck: true,
      types: [],
    },
  })
  const read = createReader(ts, program.getTypeChecker())
  const subpaths = entries.map(({ name, file }) => ({ name, symbols: read(program.getSourceFile(file)) }))
  return new Map([
    ['api/index.md', indexPage(subpaths)],
    ...subpaths.map((subpath) => [`api/${subpath.name}.md`, subpathPage(subpath, homesOf(subpaths))]),
  ])
}

/** Reads what a module exports: name, kind, text, and the docstring in parts. */
function createReader(ts, checker) {
  const wordsOf = (parts) => ts.displayPartsToString(parts)
  const kindOf = ({ flags }) => {
    if (flags & ts.SymbolFlags.Function) return 'Functions'
    if (flags & ts.SymbolFlags.Class) return 'Classes'
    if (flags & ts.SymbolFlags.Variable) return 'Values'
    return flags & ts.SymbolFlags.Interface ? 'Interfaces' : 'Types'
  }
  const textOf = (declaration) => {
    const whole = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
    return whole.getText().replace(/^export (?:declare )?|^declare /, '')
  }
  return (file) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(file)).map((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      const tags = symbol.getJsDocTags(checker)
      const declarations = symbol.declarations ?? []
      return {
        name: exported.name,
        kind: kindOf(symbol),
        text: declarations.map(textOf).join('\n'),
        from: relative('dist', declarations[0]?.getSourceFile().fileName ?? '').replaceAll('\\', '/'),
        what: wordsOf(symbol.getDocumentationComment(checker)),
        example: tags.find(({ name }) => name === 'example')?.text,
        notes: tags.filter(({ name }) => ['throws', 'see', 'deprecated'].includes(name)),
        wordsOf,
      }
    })
}

/** One declaration, however many subpaths export it. */
const idOf = ({ name, from }) => `${from}#${name}`

/** The subpath that explains a name: the package's front door, else the one whose folder declares it, else the first. */
function homesOf(subpaths) {
  const homes = new Map()
  for (const { name: subpath, symbols } of subpaths) {
    for (const symbol of symbols) {
      const current = homes.get(idOf(symbol))
      const isBetter = current !== 'why401' && symbol.from.startsWith(`${subpath}/`)
      if (current === undefined || isBetter) homes.set(idOf(symbol), subpath)
    }
  }
  return homes
}

const specifier = (name) => (name === 'why401' ? 'why401' : `why401/${name}`)

function indexPage(subpaths) {
  const rows = subpaths.map(({ name, symbols }) => {
    const main = symbols
      .filter(({ kind }) => kind === 'Functions' || kind === 'Classes')
      .map((one) => `\`${one.name}\``)
    return `| [\`${specifier(name)}\`](${name}.md) | ${symbols.length} | ${main.join(', ')} |`
  })
  return `# API reference\n\nEvery public name, made from the declarations of the package.\n\n| import | names | functions and classes |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

function subpathPage({ name: subpath, symbols }, homes) {
  const isOwn = (symbol) => homes.get(idOf(symbol)) === subpath
  const parts = kinds.flatMap((kind) => {
    const own = symbols.filter((symbol) => symbol.kind === kind && isOwn(symbol))
    if (own.length === 0) return []
    const sections = own.sort((a, b) => a.name.localeCompare(b.name)).map(symbolSection)
    return `## ${kind}\n\n${sections.join('\n\n')}`
  })
  const others = symbols
    .filter((symbol) => !isOwn(symbol))
    .map((symbol) => `[\`${symbol.name}\`](${homes.get(idOf(symbol))}.md#${symbol.name.toLowerCase()})`)
  if (others.length > 0) parts.push('## Also exported here', others.join(', '))
  const intro = `The ${symbols.length} public names of \`${specifier(subpath)}\`, each with its declaration and what it is for.`
  return `# \`${specifier(subpath)}\`\n\n${intro}\n\n${parts.join('\n\n')}\n`
}

function symbolSection({ name, what, text, example, notes, wordsOf }) {
  const lines = notes.map(
    (note) => `**${note.name === 'see' ? 'See' : capital(note.name)}:** ${inText(wordsOf(note.text))}`,
  )
  return [
    `### ${name}`,
    inText(what),
    lines.join('  \n'),
    `\`\`\`ts\n${text}\n\`\`\``,
    example === undefined ? '' : `Example:\n\n\`\`\`ts\n${wordsOf(example)}\n\`\`\``,
  ]
    .filter(Boolean)
    .join('\n\n')
}

const capital = (word) => word[0].toUpperCase() + word.slice(1)

/** A docstring as Markdown: outside code, `<` and braces mean nothing. */
const inText = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;')))
    .join('')
