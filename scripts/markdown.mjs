// Links and headings of Markdown, read as GitHub reads them. What is inside code is no link.

const blank = (text) => text.replace(/[^\n]/g, ' ')

/** The text with code and comments blanked, so that offsets and lines stay as they are. */
export function proseOf(text) {
  return text
    .replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*[ \t]*$|(?![\s\S]))/gm, blank)
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/(?<!`)(`+)(?!`)([^\n]|\n(?!\n))*?(?<!`)\1(?!`)/g, blank)
}

const linkForms = [
  // [text](target "title") and ![text](target)
  /\]\(\s*<?([^\s)>]*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/dg,
  // [label]: target
  /^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)/dgm,
  // <a href="target">, <img src="target">
  /<(?:a|img|source|video)\b[^>]*?\b(?:href|src|srcset)="([^"\s]+)/dg,
]

/** Every link target, with the offsets of the target in the text. */
export function linksOf(text) {
  const prose = proseOf(text)
  return linkForms
    .flatMap((form) => [...prose.matchAll(form)].map(({ 1: target, indices }) => ({ target, at: indices[1] })))
    .sort((a, b) => a.at[0] - b.at[0])
}

/** The text with each link target replaced by what `change` returns for it. */
export function mapLinks(text, change) {
  let end = text.length
  let after = ''
  for (const { target, at } of linksOf(text).toReversed()) {
    after = change(target) + text.slice(at[1], end) + after
    end = at[0]
  }
  return text.slice(0, end) + after
}

export const lineAt = (text, offset) => text.slice(0, offset).split('\n').length

/** The words of a heading, without the marks of Markdown. */
export const plain = (heading) =>
  heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/(`[^`]*`)/)
    // In code `<name>` and `*` are text.
    .map((part, index) => (index % 2 === 1 ? part.slice(1, -1) : part.replace(/[`*]|<[^>]+>/g, '')))
    .join('')
    .trim()

/** The anchor that GitHub gives a heading; the site is built with the same. */
export const slugOf = (heading) =>
  plain(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')

/** Headings in order, each with its level, its words and its anchor (the second of a name ends in `-1`). */
export function headingsOf(text) {
  const lines = text.split('\n')
  const used = new Map()
  return proseLines(text).flatMap((line, index) => {
    const level = /^ {0,3}(#{1,6})\s/.exec(line)?.[1].length
    if (level === undefined) return []
    const words = plain(lines[index].replace(/^ {0,3}#+\s+/, '').replace(/\s+#+\s*$/, ''))
    const slug = slugOf(words)
    const count = used.get(slug) ?? 0
    used.set(slug, count + 1)
    return [{ level, words, slug: count === 0 ? slug : `${slug}-${count}` }]
  })
}

/** Inline code may be part of a heading; only what is in a block is not. */
const proseLines = (text) =>
  proseOf(text.replace(/^( {0,3}#{1,6}\s.*)$/gm, (line) => line.replaceAll('`', ' '))).split('\n')

/** Anchors that a link may name: of headings, and those that are written by hand. */
export const anchorsOf = (text) =>
  new Set([
    ...headingsOf(text).map(({ slug }) => slug),
    ...[...proseOf(text).matchAll(/<[a-z][^>]*\b(?:id|name)="([^"]+)"/g)].map(([, id]) => id),
  ])

/** The first paragraph after the title, on one line, without links. */
export function summaryOf(text) {
  const paragraphs = withoutCodeAndComments(text).split(/\n\s*\n/)
  const first = paragraphs.find((part) => /^[\p{L}`*"[]/u.test(part.trim()) && !/^\[[^\]]+\]:/.test(part.trim())) ?? ''
  return plain(first.replace(/\s+/g, ' '))
}

const withoutCodeAndComments = (text) => text.replace(/<!--[\s\S]*?-->/g, '').replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
