// CHANGELOG.md as data: its releases, newest first, each with its day and its text. The format is that of Keep a Changelog.
const heading = /^## \[?(Unreleased|\d+\.\d+\.\d+(?:-[\w.]+)?)\]?(?: - (\d{4}-\d{2}-\d{2}))?[ \t]*$/gm

/** @throws Error that names a heading of another form */
export function releasesOf(text) {
  const odd = text.match(/^## .*$/gm)?.find((line) => !new RegExp(heading.source).test(line))
  if (odd !== undefined) {
    throw new Error(`CHANGELOG.md: "${odd}" is neither "## [Unreleased]" nor "## [1.2.3] - 2026-01-31"`)
  }
  const found = [...text.matchAll(heading)]
  return found.map(({ 0: line, 1: version, 2: day, index }, at) => ({
    version,
    day,
    body: text.slice(index + line.length, found[at + 1]?.index).trim(),
  }))
}

/** The text with what is below `[Unreleased]` as the release `version` of `day`, and an empty `[Unreleased]` above it. */
export function withRelease(text, version, day) {
  const [head] = releasesOf(text)
  if (head?.version !== 'Unreleased' || head.body === '') {
    throw new Error('CHANGELOG.md has nothing below [Unreleased]: there is nothing to release')
  }
  return text.replace(/^## \[Unreleased\][ \t]*$/m, `## [Unreleased]\n\n## [${version}] - ${day}`)
}

/** A version as its numbers and the parts of its pre-release (Semantic Versioning 2.0.0 §11). */
function partsOf(version) {
  const [numbers, ...rest] = version.split('-')
  return { numbers: numbers.split('.').map(Number), early: rest.length === 0 ? [] : rest.join('-').split('.') }
}

/** A number is older than a word; numbers go by value, words by their letters. */
function compareIdentifiers(a, b) {
  const [left, right] = [a, b].map((part) => (/^\d+$/.test(part) ? Number(part) : undefined))
  if (left !== undefined && right !== undefined) return left - right
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1
  return a < b ? -1 : 1
}

/** Negative where `a` is the older release. */
export function compareVersions(a, b) {
  const [left, right] = [partsOf(a), partsOf(b)]
  const at = left.numbers.findIndex((number, index) => number !== right.numbers[index])
  if (at >= 0) return left.numbers[at] - right.numbers[at]
  // A release is newer than all that came early.
  if (left.early.length === 0 || right.early.length === 0) return right.early.length - left.early.length
  const differs = left.early.findIndex((part, index) => part !== right.early[index])
  if (differs < 0 || differs >= right.early.length) return left.early.length - right.early.length
  return compareIdentifiers(left.early[differs], right.early[differs])
}
