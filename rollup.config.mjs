import { existsSync, readdirSync } from 'node:fs'
import esbuild from 'rollup-plugin-esbuild'

// One entry per folder: a folder is a subpath. preserveModules, because chunks would leak zod into a parser-only import.
const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
const external = [/^zod/, /^ky$/, /^axios$/, /^react$/, /^vue$/, /^node:/]

const entryOf = ({ name }) =>
  ['index', 'bin'].map((file) => `src/${name}/${file}.ts`).filter((path) => existsSync(path))

/** First lines of a file that has to begin with something. */
const banners = { 'react/': "'use client'", 'cli/bin.js': '#!/usr/bin/env node' }

const modules = {
  input: ['src/index.ts', ...folders.flatMap(entryOf)],
  external,
  output: {
    dir: 'dist',
    format: 'es',
    preserveModules: true,
    preserveModulesRoot: 'src',
    entryFileNames: '[name].js',
    banner: ({ fileName }) => Object.entries(banners).find(([start]) => fileName.startsWith(start))?.[1] ?? '',
  },
  plugins: [esbuild({ target: 'es2022' })],
}

const minified = [esbuild({ target: 'es2022', minify: true })]
// As package.json says of what is published.
const treeshake = { moduleSideEffects: false }

/** For a page without a bundler: what each page loads, and what it loads later. */
const browser = {
  input: { why401: 'src/browser.ts' },
  output: { dir: 'dist/browser', format: 'es', chunkFileNames: '[name].js' },
  treeshake,
  plugins: minified,
}

/** The same as a single file, for where nothing can be loaded later: a service worker, or one file to copy. */
const single = {
  input: 'src/index.ts',
  output: { file: 'dist/browser/why401.all.js', format: 'es', inlineDynamicImports: true },
  treeshake,
  plugins: minified,
}

export default [modules, browser, single]
