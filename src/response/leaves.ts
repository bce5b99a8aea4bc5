const MOST = 100
// Nothing in it spans another `<`, so that it takes linear time.
const leaf =
  /<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,40})(?:\s[^<>]{0,300})?>(?:<!\[CDATA\[)?([^<>]{0,2000})(?:\]\]>)?<\//g

const attribute = /\s([A-Za-z_][\w.-]{0,40})\s?=\s?["']([^"'<>]{0,500})["']/g

/**
 * The leaf elements of an XML document by local name, first letter in lower case: `<Code>ExpiredToken</Code>` becomes
 * `code`; and its attributes, where no element has their name. Of several of one name the first counts; at most 100.
 */
export function leavesOf(xml: string): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  const add = ([, name = '', text = '']: readonly string[]): void => {
    const key = name.charAt(0).toLowerCase() + name.slice(1)
    if (!leaves.has(key) && leaves.size < MOST) leaves.set(key, text.trim())
  }
  for (const match of xml.matchAll(leaf)) add(match)
  for (const match of xml.replace(/^\s*<\?[^>]*>/, '').matchAll(attribute)) if (match[1] !== 'xmlns') add(match)
  return leaves
}
