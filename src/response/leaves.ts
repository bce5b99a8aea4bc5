const MOST = 100
// Nothing in it spans another `<`, so that it takes linear time.
const leaf =
  /<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,40})(?:\s[^<>]{0,300})?>(?:<!\[CDATA\[)?([^<>]{0,2000})(?:\]\]>)?<\//g

/**
 * The leaf elements of an XML document by local name, first letter in lower case: `<Code>ExpiredToken</Code>` becomes
 * `code`. Of several of one name the first counts; at most 100.
 */
export function leavesOf(xml: string): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  for (const [, name = '', text = ''] of xml.matchAll(leaf)) {
    const key = name.charAt(0).toLowerCase() + name.slice(1)
    if (!leaves.has(key)) leaves.set(key, text.trim())
    if (leaves.size === MOST) break
  }
  return leaves
}
