import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Packs what npm would publish and lays it out as a user's project has it; returns the project's folder. */
export function unpack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'why401-consumer-'))
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
  })
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  const modules = join(folder, 'node_modules')
  mkdirSync(modules)
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder])
  execFileSync('mv', [join(folder, 'package'), join(modules, 'why401')])
  mkdirSync(join(modules, '@types'))
  for (const name of ['zod', 'ky', 'axios', 'react', '@types/react', 'vue']) {
    symlinkSync(resolve('node_modules', name), join(modules, name))
  }
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
  return folder
}
