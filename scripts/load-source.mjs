// The library from its sources, for scripts that judge recorded answers: no build is needed.
import { build } from 'esbuild'

/** `why401`, and `toResponse` of `why401/vectors`, from src. */
export async function loadSource() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './src/index.ts'\nexport { toResponse } from './src/vectors/check-answers.ts'`,
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    write: false,
    external: ['ky'],
    logLevel: 'error',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}
