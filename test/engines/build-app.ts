import { basename, resolve } from 'node:path'
import { build } from 'esbuild'

/** The app as a bundler makes it of the published files, by file name. */
export async function buildApp(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: { main: `${import.meta.dirname}/bundled-app.mjs` },
    alias: { why401: resolve('dist/index.js') },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    outdir: '/out',
    write: false,
  })
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
}
