// Every link in README, docs and the other documents leads to a file of the repository, or to a heading that is there.
// Links to the repository and the site by their public address are checked as the files that they mean. No network.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { branch, homepage, repository } from '../release/address.mjs'
import { anchorsOf, lineAt, linksOf } from '../markdown.mjs'
import { pageFiles } from '../site/pages.mjs'

/** What a clone holds: a file that git ignores is there on one machine only. Names count with their case. */
export function filesOf(root) {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  return new Set(list.split('\0').filter((file) => file !== '' && existsSync(join(root, file))))
}

/** Files and their folders. */
function pathsOf(files) {
  const paths = new Set(['.'])
  for (const file of files) for (let path = file; path !== '.'; path = posix.dirname(path)) paths.add(path)
  return paths
}

/** Links of our own by public address, as a path in the repository; undefined for all others. */
function ownPath(target, pages) {
  for (const form of ['blob', 'tree', 'raw']) {
    const start = `${repository}/${form}/${branch}/`
    if (target.startsWith(start)) return `/${target.slice(start.length)}`
  }
  if (!target.startsWith(homepage)) return undefined
  const [, page, anchor = ''] = /^([^#?]*)(?:\?[^#]*)?(#.*)?$/.exec(target.slice(homepage.length)) ?? []
  // Not a document of the repository, but of the site alone: its own build checks that.
  if (page === '' || /^(?:playground\/|api\/|reasons\.html$)/.test(page)) return undefined
  return `/${pages.get(page.replace(/\.html$|\/$/, '')) ?? `(no page ${page})`}${anchor}`
}

/** What is wrong with one link, or undefined. */
function faultOf(file, target, { paths, pages, read }) {
  const own = ownPath(target, pages) ?? target
  if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(own)) {
    return /^https?:|^mailto:/i.test(own) ? undefined : 'neither a file nor a web address'
  }
  const [path = '', anchor] = own.split('#')
  const clean = decodeURIComponent(path.split('?')[0])
  const to =
    clean === ''
      ? file
      : posix.normalize(clean.startsWith('/') ? clean.slice(1) : posix.join(posix.dirname(file), clean))
  const found = to.replace(/\/$/, '') || '.'
  if (!paths.has(found)) return `no file ${found}`
  if (anchor === undefined || !found.endsWith('.md')) return undefined
  return read(found).has(decodeURIComponent(anchor)) ? undefined : `no heading #${anchor} in ${found}`
}

/** Dead links of the documents, one line each. */
export function deadLinks(root, documents, files = filesOf(root)) {
  const anchors = new Map()
  const read = (file) => {
    if (!anchors.has(file)) anchors.set(file, anchorsOf(readFileSync(join(root, file), 'utf8')))
    return anchors.get(file)
  }
  const known = { paths: pathsOf(files), pages: pageFiles(files), read }
  return documents.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return linksOf(text).flatMap(({ target, at }) => {
      const fault = faultOf(file, target, known)
      return fault === undefined ? [] : [`${file}:${lineAt(text, at[0])}: ${target}: ${fault}`]
    })
  })
}

/** Markdown that people read; generated reports and what tests feed to parsers are none. */
export const documentsOf = (files) =>
  [...files].filter((file) => file.endsWith('.md') && !/^(?:docs\/api|test|bench|site|\.changeset)\//.test(file))

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  const files = filesOf('.')
  const documents = documentsOf(files)
  const dead = deadLinks('.', documents, files)
  for (const line of dead) console.error(line)
  console.log(`${documents.length} documents, ${dead.length} dead links`)
  if (dead.length > 0) process.exitCode = 1
}
