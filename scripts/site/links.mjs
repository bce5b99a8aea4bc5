// Every link, picture and script of the built site leads to a file that is there, and every anchor to an element. No network.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'

const idsOf = (html) => new Set([...html.matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id]) => id))
const unescape = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")

/** The file that a static host serves for a path: itself, or the index of a folder. */
function servedFile(folder, path) {
  const file = join(folder, path)
  if (!existsSync(file)) return undefined
  if (!statSync(file).isDirectory()) return path
  return existsSync(join(file, 'index.html')) ? posix.join(path, 'index.html') : undefined
}

/** What is dead in the pages of `folder`, which is served at `base`; one line each. */
export function deadLinksOfSite(folder, base) {
  const pages = new Map(
    globSync('**/*.html', { cwd: folder }).map((file) => {
      const html = readFileSync(join(folder, file), 'utf8')
      return [file.replaceAll('\\', '/'), { html, ids: idsOf(html) }]
    }),
  )
  const dead = new Set()
  for (const [page, { html }] of pages) {
    for (const [, raw] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const target = unescape(raw)
      if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(target)) continue
      const { pathname, hash } = new URL(target, `http://site.test${base}${page}`)
      const path = decodeURIComponent(pathname)
      const file = path.startsWith(base) ? servedFile(folder, path.slice(base.length) || 'index.html') : undefined
      const anchor = decodeURIComponent(hash.slice(1))
      if (file === undefined) dead.add(`${page}: ${target}: no such file`)
      // The playground reads its fragment itself.
      else if (anchor !== '' && !file.startsWith('playground/') && !pages.get(file)?.ids.has(anchor)) {
        dead.add(`${page}: ${target}: no such anchor`)
      }
    }
  }
  return { pages: pages.size, dead: [...dead] }
}
