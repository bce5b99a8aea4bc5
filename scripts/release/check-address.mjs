// Everything that names the project's public address names the one of scripts/release/address.mjs; and no workflow names a registry host.
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { editorOf, homepage, packageFields, repository } from './address.mjs'
import { filesOf } from '../checks/links.mjs'

/** Documents that must lead a reader to it, and where to. */
const mustName = {
  'README.md': homepage,
  'examples/README.md': editorOf('examples/starters/react'),
  'SECURITY.md': `${repository}/security/advisories/new`,
  'CODE_OF_CONDUCT.md': repository,
  '.github/ISSUE_TEMPLATE/config.yml': `${repository}/security/advisories/new`,
  '.github/ISSUE_TEMPLATE/wrong-verdict.yml': `${homepage}playground/`,
}

/** Where code is hosted: an address of ours there is this one, or a mistake. */
const hosting =
  /https?:\/\/(?:[\w-]+\.)*(?:github\.(?:com|io)|githubusercontent\.com|gitlab\.(?:com|io)|codeberg\.(?:org|page))\/[^\s"'`<>)\]}]*/g
const raw = repository.replace('//github.com/', '//raw.githubusercontent.com/')

/** Addresses in a text that mean this project and are other ones. */
export function strangeAddresses(text) {
  const isOurs = (address) => new URL(address).pathname.split('/').some((part) => /^why401(?:\.git)?$/.test(part))
  const isRight = (address) =>
    [repository, homepage.replace(/\/$/, ''), raw].some(
      (start) => address === start || (/^[/.#?]/.test(address.slice(start.length)) && address.startsWith(start)),
    )
  return [...text.matchAll(hosting)]
    .map(([address]) => address.replace(/[.,:;]+$/, ''))
    .filter((address) => isOurs(address) && !isRight(address))
}

/** Hosts of package registries: a workflow leaves them to npm's own configuration. */
export const registryHosts = (text) =>
  text.match(/\b(?:registry\.[\w.-]+|npm\.pkg\.github\.com|(?:www\.)?npmjs\.(?:com|org))\b|registry-url/g) ?? []

/** What is wrong with package.json: the fields that say where the project is. */
export const fieldFaults = (manifest) =>
  Object.entries(packageFields)
    .filter(([name, value]) => !isDeepStrictEqual(manifest[name], value))
    .map(([name, value]) => `package.json: ${name} must be ${JSON.stringify(value)}`)

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1]) {
  const read = (file) => readFileSync(file, 'utf8')
  const files = [...filesOf('.')].filter(
    (file) => /\.(?:md|txt|json|ya?ml|[cm]?[jt]sx?|vue|html|svg)$/.test(file) && !/^test\/|lock\.json$/.test(file),
  )
  const faults = [
    ...fieldFaults(JSON.parse(read('package.json'))),
    ...Object.entries(mustName).flatMap(([file, address]) =>
      read(file).includes(address) ? [] : [`${file} does not name ${address}`],
    ),
    ...files.flatMap((file) =>
      strangeAddresses(read(file)).map((address) => `${file}: ${address} is not ${repository}`),
    ),
    ...files
      .filter((file) => file.startsWith('.github/'))
      .flatMap((file) => registryHosts(read(file)).map((host) => `${file} names a registry: ${host}`)),
  ]
  for (const fault of faults) console.error(fault)
  console.log(`${files.length} files, ${faults.length} faults about ${repository}`)
  if (faults.length > 0) process.exitCode = 1
}
