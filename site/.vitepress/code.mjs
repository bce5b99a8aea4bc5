// Code on the pages: a long line is broken at the indent of its own, and a type leads to its declaration.

/** What draws with characters is only right where no line is broken. */
const drawn = /[│─┌└├]/
/** A shorter line is broken on no screen. */
const SHORTEST_BROKEN = 34

const textOf = ({ value, children = [] }) => value ?? children.map(textOf).join('')

/** For Shiki: a line says how far its continuation is indented (style.css breaks it). */
export const hangIndents = {
  name: 'why401:hang-indents',
  pre(node) {
    if (drawn.test(this.source)) this.addClassToHast(node, 'drawn')
  },
  line(node) {
    const text = textOf(node)
    if (text.length < SHORTEST_BROKEN) return
    const indent = Math.min(text.search(/\S/), 16)
    node.properties.style = `--indent:${indent + 2}ch`
  },
}

/** For markdown-it: a name with hyphens is not broken at one, as long as a small screen has room for it. */
export function keepNames(markdown) {
  const { code_inline: inline } = markdown.renderer.rules
  markdown.renderer.rules.code_inline = (tokens, index, ...rest) => {
    const isName = /^[\w-]{4,24}$/.test(tokens[index].content) && tokens[index].content.includes('-')
    if (isName) tokens[index].attrJoin('class', 'name')
    return inline(tokens, index, ...rest)
  }
}

const declared = /^(?:abstract )?(?:function|class|const|interface|type) (\w+)/gm

/** For markdown-it: on the pages of the API a type in code is a link; `names` are the addresses of what has a declaration. */
export function linkTypes(markdown, names) {
  const { fence } = markdown.renderer.rules
  const types = Object.keys(names).filter((name) => /^[A-Z]/.test(name))
  const anyType = new RegExp(`(?<![\\w.$'"])(?:${types.join('|')})(?![\\w$'"])`, 'g')
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = fence(tokens, index, options, env, self)
    if (!env.relativePath?.startsWith('api/')) return html
    const own = new Set([...tokens[index].content.matchAll(declared)].map(([, name]) => name))
    const link = (name) => (own.has(name) ? name : `<a href="${names[name]}">${name}</a>`)
    // Text between tags alone: no attribute is changed.
    return html.replace(/>[^<]+</g, (text) => text.replace(anyType, link))
  }
}
