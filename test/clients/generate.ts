// Writes what hey-api, orval and openapi-typescript make of spec.json into generated/.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import openapiTypes, { astToString } from 'openapi-typescript'
import { generate } from 'orval'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

rmSync(here('generated'), { recursive: true, force: true })
mkdirSync(here('generated'))
writeFileSync(here('generated/paths.ts'), astToString(await openapiTypes(new URL('spec.json', import.meta.url))))
await createClient({
  input: here('spec.json'),
  output: here('generated/hey-api'),
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'error' },
})
await generate({
  input: here('spec.json'),
  output: {
    target: here('generated/orval.ts'),
    client: 'fetch',
    override: { mutator: { path: here('setups/orval-fetch.ts'), name: 'authFetch' } },
  },
})
