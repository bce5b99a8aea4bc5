// A dry run of the release, without the network: versions agree, the changelog is in order, and what npm would publish is whole.
// `--tag v1.2.3` is for the release itself: the tag, package.json and the newest release of CHANGELOG.md are the same then.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import semver from 'semver'
import { releasesOf } from './changelog.mjs'

/** Whether a text is a version and nothing else: no `v` before it, no build behind it. */
const isVersion = (text) => semver.valid(text) === text

/** Messages of the rows that hold. */
const faultsOf = (rows) => rows.filter(([isFault]) => isFault).map(([, message]) => message)

function orderFaults(releases) {
  return releases.flatMap(({ version, day }, index) => {
    const older = releases[index + 1]?.version
    return faultsOf([
      [Number.isNaN(Date.parse(day ?? '')), `CHANGELOG.md: ${version} has no day`],
      [older !== undefined && semver.lte(version, older), `CHANGELOG.md: ${version} stands above ${older}`],
    ])
  })
}

/** What a tag asks for beyond a state that may be released. */
function tagFaults(tag, version, [head], newest) {
  const isTag = tag.startsWith('v') && isVersion(tag.slice(1))
  return faultsOf([
    [!isTag, `the tag ${tag} is not of the form v1.2.3`],
    [isTag && tag.slice(1) !== version, `the tag is ${tag}, package.json has ${version}`],
    [newest === undefined, `CHANGELOG.md has no release ${version}`],
    [head?.version === 'Unreleased' && head.body !== '', 'CHANGELOG.md: [Unreleased] is not empty'],
  ])
}

/** What is wrong with versions and changelog. `tag` is undefined while nothing is released. */
export function versionFaults({ version, lockVersion, changelog, tag }) {
  const releases = releasesOf(changelog)
  const released = releases.filter((one) => one.version !== 'Unreleased')
  const newest = released[0]?.version
  const faults = faultsOf([
    [!isVersion(version), `package.json: ${version} is no version`],
    [lockVersion !== version, `package-lock.json has ${lockVersion}, package.json ${version}`],
    [releases.slice(1).some((one) => one.version === 'Unreleased'), 'CHANGELOG.md: [Unreleased] is not at the top'],
    [
      newest !== undefined && newest !== version,
      `CHANGELOG.md: the newest release is ${newest}, package.json has ${version}`,
    ],
  ])
  return [...faults, ...orderFaults(released), ...(tag === undefined ? [] : tagFaults(tag, version, releases, newest))]
}

/** Files that package.json names: of `exports` (patterns left out), and of `bin`. */
export function filesNamedBy({ exports, bin }) {
  const leaves = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves))
  return [...leaves(exports), ...leaves(bin ?? {})]
    .map((path) => path.replace(/^\.\//, ''))
    .filter((path) => !path.includes('*'))
}

/** What is wrong with the package that npm would publish. */
function packageFaults(manifest) {
  const printed = execFileSync('npm', ['publish', '--dry-run', '--json', '--offline', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  })
  const answer = JSON.parse(printed)
  // npm 11 puts the package below its name.
  const { version, files } = answer.files === undefined ? answer[manifest.name] : answer
  const packed = new Set(files.map(({ path }) => path))
  const missing = [...filesNamedBy(manifest), 'README.md', 'LICENSE', 'CHANGELOG.md'].filter(
    (file) => !packed.has(file),
  )
  console.log(`npm would publish ${manifest.name}@${version}, ${packed.size} files`)
  return [
    ...(version === manifest.version ? [] : [`npm would publish ${version}`]),
    ...(manifest.private === true ? ['package.json is private'] : []),
    ...missing.map((file) => `the package lacks ${file}`),
  ]
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
  const at = process.argv.indexOf('--tag')
  const manifest = read('package.json')
  const faults = [
    ...versionFaults({
      version: manifest.version,
      lockVersion: read('package-lock.json').version,
      changelog: readFileSync('CHANGELOG.md', 'utf8'),
      tag: at < 0 ? undefined : (process.argv[at + 1] ?? ''),
    }),
    ...packageFaults(manifest),
  ]
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}
