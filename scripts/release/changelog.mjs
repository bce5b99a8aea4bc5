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
