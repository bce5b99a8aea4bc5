import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { load } from './load.ts'

interface Changelog {
  readonly releasesOf: (text: string) => { readonly version: string; readonly day?: string; readonly body: string }[]
  readonly withRelease: (text: string, version: string, day: string) => string
}
interface ReleaseCheck {
  readonly versionFaults: (state: {
    readonly version: string
    readonly lockVersion: string
    readonly changelog: string
    readonly tag?: string
  }) => string[]
}
interface CheckAddress {
  readonly strangeAddresses: (text: string) => string[]
  readonly registryHosts: (text: string) => string[]
}
const { releasesOf, withRelease } = await load<Changelog>('release/changelog')
const { versionFaults } = await load<ReleaseCheck>('release/check')
const { strangeAddresses, registryHosts } = await load<CheckAddress>('release/check-address')

const start = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n'
const state = { version: '0.2.0', lockVersion: '0.2.0', tag: 'v0.2.0' }

describe('the changelog', () => {
  test('given changes below [Unreleased], when a release is made, then they are its text and a tag may be set', () => {
    const changelog = withRelease(start, '0.2.0', '2026-01-31')
    expect(releasesOf(changelog)).toEqual([
      { version: 'Unreleased', day: undefined, body: '' },
      { version: '0.2.0', day: '2026-01-31', body: '### Added\n\n- A thing.' },
    ])
    expect(versionFaults({ ...state, changelog })).toEqual([])
    expect(() => withRelease(changelog, '0.3.0', '2026-02-01')).toThrow('nothing to release')
  })

  test('given a heading of another form, when it is read, then the error quotes it', () => {
    expect(() => releasesOf('## Version 2\n')).toThrow('"## Version 2"')
  })
})

describe('a release', () => {
  const changelog = withRelease(start, '0.2.0', '2026-01-31')

  test.each([
    ['the tag is another version', { tag: 'v0.2.1' }, 'the tag is v0.2.1, package.json has 0.2.0'],
    ['the tag has no v', { tag: '0.2.0' }, 'not of the form v1.2.3'],
    ['the tag is half a version', { tag: 'v0.2' }, 'not of the form v1.2.3'],
    ['the lock is behind', { lockVersion: '0.1.0' }, 'package-lock.json has 0.1.0'],
    ['the changelog is behind', { changelog: '# Changelog\n' }, 'CHANGELOG.md has no release 0.2.0'],
    [
      'changes are not in the release',
      { changelog: `${start}\n## [0.2.0] - 2026-01-31\n` },
      '[Unreleased] is not empty',
    ],
    ['releases are out of order', { changelog: `${changelog}\n## [0.3.0] - 2026-01-01\n` }, '0.2.0 stands above 0.3.0'],
    ['a release has no day', { changelog: `${changelog}\n## [0.1.0]\n` }, '0.1.0 has no day'],
  ])('given that %s, when it is checked, then that is the fault', (_, change, fault) => {
    expect(versionFaults({ ...state, changelog, ...change })).toEqual([expect.stringContaining(fault)])
  })
})

describe('the public address', () => {
  test.each([
    ['https://github.com/why401/why401', []],
    ['see https://github.com/why401/why401/issues.', []],
    ['git+https://github.com/why401/why401.git', []],
    ['https://why401.github.io/why401/react.html', []],
    ['https://github.com/sindresorhus/ky', []],
    ['https://github.com/somebody/why401/issues', ['https://github.com/somebody/why401/issues']],
    ['https://github.com/why401/why401-js', ['https://github.com/why401/why401-js']],
    ['https://somebody.github.io/why401/', ['https://somebody.github.io/why401/']],
  ])('given "%s", when addresses are checked, then the strange ones are %j', (text, strange) => {
    expect(strangeAddresses(text)).toEqual(strange)
  })

  test('given the workflows, when they are read, then none names the host of a registry', () => {
    const workflows = readdirSync('.github/workflows')
    expect(workflows).toEqual(expect.arrayContaining(['ci.yml', 'release.yml', 'site.yml']))
    for (const name of workflows) expect(registryHosts(readFileSync(`.github/workflows/${name}`, 'utf8'))).toEqual([])
    expect(registryHosts('registry-url: https://registry.example.org')).toHaveLength(2)
  })
})
