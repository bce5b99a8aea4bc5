/** Fields of a page that take a password. */
export const passwordField: RegExp = /<input\b[^<>]{0,500}\btype\s{0,9}=\s{0,9}["']?password\b/gi

/**
 * Decodes the ways in which frameworks escape an apostrophe in a page; no other character is escaped in their fixed
 * sentences.
 */
export function decodeApostrophes(html: string): string {
  return html.includes('&') ? html.replace(/&#(?:0?39|x27);|&apos;/gi, "'") : html
}

/**
 * Takes the content of scripts out of a page; their opening tags stay. It holds templates and texts that the page does
 * not show.
 */
export function withoutScripts(html: string): string {
  return splitBefore(html, /<script\b/gi)
    .map((part) => (/^<script\b/i.test(part) ? part.replace(/>[^]*?(?:<\/script|$)/i, '>') : part))
    .join('')
}

/** The text that a page shows: without tags, and without the content of scripts, styles and templates. */
export function visibleText(html: string): string {
  return splitBefore(html, /<(?:script|style|template)\b/gi)
    .map((part) => part.replace(/^<(?:script|style|template)\b[^]*?(?:<\/(?:script|style|template)|$)/i, ' '))
    .join('')
    .replace(/<[^<>]*>/g, ' ')
}

/** Splits a page before each of these tags, so that what is then replaced in a part takes linear time. */
function splitBefore(html: string, tag: RegExp): readonly string[] {
  const starts = [0, ...Array.from(html.matchAll(tag), ({ index }) => index)]
  return starts.map((start, at) => html.slice(start, starts[at + 1]))
}
