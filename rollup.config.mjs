import { readdirSync } from 'node:fs'
import esbuild from 'rollup-plugin-esbuild'

// One entry per folder: a folder is a subpath. preserveModules, because chunks would leak zod into a parser-only import.
const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
const external = [/^zod/, /^ky$/, /^regexparam$/, /^react$/, /^vue$/]

export default {
  input: ['src/index.ts', ...folders.map((folder) => `src/${folder.name}/index.ts`)],
  external,
  output: {
    dir: 'dist',
    format: 'es',
    preserveModules: true,
    preserveModulesRoot: 'src',
    entryFileNames: '[name].js',
    banner: ({ fileName }) => (fileName.startsWith('react/') ? "'use client'" : ''),
  },
  plugins: [esbuild({ target: 'es2022' })],
}
