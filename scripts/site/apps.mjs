// The example apps and the playground as static pages of the site: their own sources, with a backend that runs in the page (site/backend).
import { cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { homepage } from '../release/address.mjs'

/** Each app, and the addresses that its own router knows: a static host needs a file for each. */
const apps = {
  page: [],
  react: ['archive', 'login', 'integrations/meteo'],
  vue: ['archive', 'login', 'integrations/meteo'],
  playground: [],
}
const story =
  'eight ways to be refused, each played and drawn: an expired token, a dead integration key, a missing scope.'
const descriptions = {
  page: `The example app of why401 in plain TypeScript: ${story}`,
  react: `The example app of why401 in React: ${story}`,
  vue: `The example app of why401 in Vue: ${story}`,
  playground:
    'Paste a response that was refused, or a HAR: why it was refused, what would fix it, and what the server should send.',
}

/** What the site adds to the head of an app. */
const headOf = (name) => [
  { tag: 'link', injectTo: 'head', attrs: { rel: 'canonical', href: `${homepage}${name}/` } },
  { tag: 'meta', injectTo: 'head', attrs: { name: 'description', content: descriptions[name] } },
]
const START = 'virtual:why401-backend'

/** The playground asks nobody for anything. */
const hasBackend = (name) => name !== 'playground'

/** The apps are written for a server's root: here they are below `base`, and start after their backend. */
function onSite(name, base) {
  const rebase = (text) =>
    text
      .replace(/(["'`])\/(react|vue|playground)(?=[/"'`])/g, `$1${base}$2`)
      .replace(/<a href="\/"(?=[\s>])/g, `<a href="${base}page/"`)
      .replace(/<nav class(?:Name)?="versions"[^>]*>/, (nav) => `${nav}<a href="${base}index.html">why401</a>`)
  return {
    name: 'why401-site-app',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(START) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${START}`)) return undefined
      const main = JSON.stringify(id.slice(START.length + 2))
      return `import { startBackend } from ${JSON.stringify(resolve('site/backend/page.ts'))}\nawait startBackend(${JSON.stringify(base)})\nawait import(${main})`
    },
    // package.json says that no module has an effect; the one that starts an app has one.
    transform: (code, id) =>
      /[\\/]examples[\\/](?:page|react|vue|playground)[\\/][^?]*\.(?:tsx?|vue)(?:$|\?)/.test(id)
        ? { code: rebase(code), moduleSideEffects: /[\\/]main\.tsx?$/.test(id) || undefined }
        : undefined,
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { filename }) => {
        const page = rebase(html)
        if (!hasBackend(name)) return { html: page, tags: headOf(name) }
        const started = page.replace(
          /(<script type="module" )src="\.?\/?(main\.tsx?)"/,
          (_, start, main) => `${start}src="${START}:${join(filename, '..', main)}"`,
        )
        return { html: started, tags: headOf(name) }
      },
    },
  }
}

const node = resolve('site/backend/node.ts')
const alias = [
  { find: /^express$/, replacement: resolve('site/backend/express.ts') },
  { find: /^node:(?:crypto|util|fs|path)$/, replacement: node },
  { find: /^@noble\/hashes\/(.*)$/, replacement: resolve('site/node_modules/@noble/hashes/$1') },
]

/** The backend as a shared worker, and for browsers without one as a module. */
async function buildBackend(outDir) {
  await build({
    configFile: false,
    resolve: { alias },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      lib: { entry: ['worker', 'backend'].map((name) => `site/backend/${name}.ts`), formats: ['es'] },
    },
    logLevel: 'warn',
  })
}

/** Builds the apps into `folder`, for `base`. */
export async function buildApps(folder, base) {
  await buildBackend(join(resolve(folder), 'backend'))
  for (const [name, routes] of Object.entries(apps)) {
    const outDir = join(resolve(folder), name)
    await build({
      root: `examples/${name}`,
      configFile: `examples/${name}/vite.config.ts`,
      base: `${base}${name}/`,
      plugins: [onSite(name, base)],
      build: { target: 'es2022', outDir, emptyOutDir: true },
      logLevel: 'warn',
    })
    for (const route of routes) {
      mkdirSync(join(outDir, route), { recursive: true })
      cpSync(join(outDir, 'index.html'), join(outDir, route, 'index.html'))
    }
  }
  cpSync('node_modules/msw/lib/mockServiceWorker.js', join(folder, 'mockServiceWorker.js'))
}
