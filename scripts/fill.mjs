import { readFileSync, writeFileSync } from 'node:fs'

/** Whether the part of a file between `<!-- name:start -->` and `<!-- name:end -->` is `text`; with `isWriting`, makes it so. */
export function fill(file, name, text, isWriting) {
  const before = readFileSync(file, 'utf8')
  const [start, end] = [`<!-- ${name}:start -->\n`, `<!-- ${name}:end -->`]
  if (!before.includes(start) || !before.includes(end)) throw new Error(`${file} has no part "${name}"`)
  const after = before.slice(0, before.indexOf(start) + start.length) + `${text}\n` + before.slice(before.indexOf(end))
  if (isWriting) writeFileSync(file, after)
  return isWriting || after === before
}
