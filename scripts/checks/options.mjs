// docs/options.md from the docstrings of `AuthOptions`, `Route` and `HandlerContext`: what each option is, its default, an example.
// When to use it is said here. `--write` rewrites the page; without, fails where the page says something else. Needs no build.
import { readFileSync, writeFileSync } from 'node:fs'
import { babelParse } from '@vue/compiler-sfc'

const PAGE = 'docs/options.md'
const OPTIONS = 'src/session/options.ts'
const TOKENS = 'src/session/tokens/create-tokens.ts'

/** Every option in its group, and when an app needs it. */
const groups = {
  'Where credentials go': {
    origins: 'The API is on another origin than the page, or the code runs in node, where there is no page.',
    token: 'The server wants a Bearer token.',
    authorize: 'Credentials are more than a Bearer token: an API key, a DPoP proof, a CSRF header.',
    fetch: 'Requests need something on the wire that is not per request: `credentials`, a tracer, a test.',
    user: 'More than one person uses the browser: nothing of the first is sent as the second.',
  },
  'How a login is renewed': {
    renew: 'There is a refresh token, or a cookie that a silent request can renew.',
    signIn: 'The user can sign in while the page stays: a dialog, or a redirect and a way back.',
    probe: 'Answers leave open whether the user is still signed in: a bare 403, a relayed 401.',
    renewAt: 'The time at which the credentials expire is known: nothing needs to be refused first.',
    askAgainAfter: 'A page that nobody touches, such as a wall display, has to ask again.',
    maxWait: 'A refused request is of no use after some time.',
  },
  'What answers mean': {
    routes: 'Nearly always: name the sign-in, the renewal, the sign-out, and what calls a third party.',
    ownRealms: 'The backend relays challenges of third parties beside its own.',
    conventions: 'The server speaks in a way that `standard()` does not know, or the bundle must be small.',
  },
  'Tabs and storage': {
    tabs: 'Two apps on one origin have different logins, or each tab has its own in memory.',
    storage: 'The note about a broken integration has to survive a reload.',
    preload: 'The first refusal must be judged without a load, or the judging half must never load by itself.',
  },
}

/** The members of an interface: name, type, and the parts of the docstring. */
export function membersOf(file, name) {
  const text = readFileSync(file, 'utf8')
  const { program } = babelParse(text, { sourceType: 'module', plugins: ['typescript'] })
  const declared = program.body.find(
    ({ type, declaration }) => type === 'ExportNamedDeclaration' && declaration?.id?.name === name,
  )
  if (declared === undefined) throw new Error(`${file} exports no interface ${name}`)
  return declared.declaration.body.body.map((member) => ({
    name: member.key.name ?? member.key.value,
    type: text.slice(member.typeAnnotation.typeAnnotation.start, member.typeAnnotation.typeAnnotation.end),
    doc: partsOf(member.leadingComments?.findLast(({ type }) => type === 'CommentBlock')?.value ?? ''),
  }))
}

/** A docstring as what it says, its default, and its example. */
export function partsOf(comment) {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
  const tag = lines.findIndex((line) => line.startsWith('@'))
  const text = lines
    .slice(0, tag < 0 ? undefined : tag)
    .join(' ')
    .trim()
  const [whole, initial] = /\s*Default: ((?:`[^`]*`|[^`])+?)\.(?=\s|$)/.exec(text) ?? []
  const start = lines.indexOf('@example')
  const end = lines.findIndex((line, index) => index > start && line.startsWith('@'))
  return {
    what: (whole === undefined ? text : text.replace(whole, ''))
      .replace(/^\*\s*/, '')
      .replace(/\s+/g, ' ')
      .trim(),
    initial,
    example:
      start < 0
        ? undefined
        : lines
            .slice(start + 1, end < 0 ? undefined : end)
            .join('\n')
            .trim(),
  }
}

const code = (type) => `\`${type.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/,? \)/g, ')')}\``
const capital = (text) => text.replace(/^[a-z]/, (letter) => letter.toUpperCase())

function section({ name, type, doc: { what, initial, example } }, when) {
  return [
    `### \`${name}\``,
    code(type),
    what,
    [`**Default:** ${capital(initial ?? 'none')}.`, `**When:** ${when}`].join('  \n'),
    ...(example === undefined ? [] : [`\`\`\`ts\n${example}\n\`\`\``]),
  ].join('\n\n')
}

const cell = (text) => text.replaceAll('|', '\\|')
const table = (members) =>
  [
    '| member | type | what |',
    '| --- | --- | --- |',
    ...members.map(({ name, type, doc: { what, initial } }) => {
      const tail = initial === undefined ? '' : ` Default: ${initial}.`
      return `| \`${name}\` | ${cell(code(type))} | ${cell(what + tail)} |`
    }),
  ].join('\n')

/** The page, and the options that no group has: they need a line in this script. */
export function optionsPage() {
  const options = new Map(membersOf(OPTIONS, 'AuthOptions').map((member) => [member.name, member]))
  const parts = Object.entries(groups).map(([title, whens]) => {
    const known = Object.entries(whens).filter(([name]) => options.has(name))
    return [`## ${title}`, ...known.map(([name, when]) => section(options.get(name), when))].join('\n\n')
  })
  const grouped = new Set(Object.values(groups).flatMap((whens) => Object.keys(whens)))
  const page = `# Options

What \`createAuth(options)\` takes. Every option may be left out; a mistake is a \`TypeError\` that names the option. This page is
made from the docstrings by \`node scripts/checks/options.mjs --write\`.

${parts.join('\n\n')}

## A route

${table(membersOf('src/session/refusals/routes.ts', 'Route'))}

## What \`renew\` and \`signIn\` get

${table(membersOf(OPTIONS, 'HandlerContext'))}

They resolve to \`'renewed'\`, \`true\` or nothing when there are fresh credentials, and to \`'declined'\` or \`false\` when there are none.

## What \`createTokens\` takes

[Bearer tokens](tokens.md) says what it does.

${table(membersOf(TOKENS, 'TokensOptions'))}

\`refresh\` gets what \`renew\` gets, and \`refreshToken\`. It resolves to a \`Response\`, or to these:

${table(membersOf(TOKENS, 'TokenAnswer'))}
`
  return { page, missing: [...options.keys()].filter((name) => !grouped.has(name)) }
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  const { page, missing } = optionsPage()
  if (process.argv.includes('--write')) writeFileSync(PAGE, page)
  if (missing.length > 0) {
    console.error(`scripts/checks/options.mjs does not say when to use: ${missing.join(', ')}.`)
    process.exitCode = 1
  }
  if (readFileSync(PAGE, 'utf8') !== page) {
    console.error(`${PAGE} says something else than the docstrings: run \`node scripts/checks/options.mjs --write\`.`)
    process.exitCode = 1
  }
}
