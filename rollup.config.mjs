import { existsSync, readdirSync } from 'node:fs'
import esbuild from 'rollup-plugin-esbuild'

// One entry per folder: a folder is a subpath. preserveModules, because chunks would leak zod into a parser-only import.
const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
const external = [/^zod/, /^ky$/, /^axios$/, /^react$/, /^vue$/, /^node:/]

const entryOf = ({ name }) =>
  ['index', 'bin'].map((file) => `src/${name}/${file}.ts`).filter((path) => existsSync(path))

/** First lines of a file that has to begin with something. */
const banners = { 'react/': "'use client'", 'cli/bin.js': '#!/usr/bin/env node' }

export default {
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
