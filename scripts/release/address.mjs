// Where the project is meant to be in public: the one place that says it. `scripts/release/check-address.mjs` holds everything else to it.
// The address is intended and not registered yet; change it here, then in what the check names.

export const repository = 'https://github.com/why401/why401'
/** The site of `npm run docs`; its path is the base that the pages are built for. */
export const homepage = 'https://why401.github.io/why401/'
export const branch = 'main'

/** What package.json must say. */
export const packageFields = {
  repository: { type: 'git', url: `git+${repository}.git` },
  homepage,
  bugs: { url: `${repository}/issues` },
}

/** A folder of the repository in an editor that runs it. */
export const editorOf = (path) =>
  `${repository.replace('//github.com/', '//stackblitz.com/github/')}/tree/${branch}/${path}`

/** A file or folder of the repository, as a URL. */
export const urlOf = (path, isFolder = false) => `${repository}/${isFolder ? 'tree' : 'blob'}/${branch}/${path}`
