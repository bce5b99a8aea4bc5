// One API report a subpath, in docs/api: a change of the public API is a diff. `npm run api -- --local` rewrites them.
import { mkdirSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'

const isLocal = process.argv.includes('--local')
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
let hasChanged = false
mkdirSync('docs/api', { recursive: true })
for (const [subpath, { types }] of Object.entries(exports)) {
  // `why401/browser` is `why401` in another form.
  if (types === undefined || subpath.startsWith('./browser')) continue
  const name = subpath === '.' ? 'why401' : subpath.slice(2)
  const config = ExtractorConfig.prepare({
    configObject: {
      mainEntryPointFilePath: resolve(types),
      projectFolder: resolve('.'),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'ESNext',
            moduleResolution: 'bundler',
            lib: ['ES2023', 'DOM', 'DOM.Iterable'],
            skipLibCheck: true,
            types: [],
          },
          files: [resolve(types)],
        },
      },
      apiReport: {
        enabled: true,
        reportFolder: resolve('docs/api'),
        reportTempFolder: resolve('dist/.api'),
        reportFileName: name,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      messages: {
        extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: resolve('api-extractor.json'),
    packageJsonFullPath: resolve('package.json'),
  })
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    localBuild: isLocal,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled ||= message.logLevel === ExtractorLogLevel.Verbose || message.logLevel === ExtractorLogLevel.Info
    },
  })
  hasChanged ||= !isLocal && apiReportChanged
  if (!succeeded && !apiReportChanged) process.exitCode = 1
  const report = readFileSync(`docs/api/${name}.api.md`, 'utf8')
  for (const [, declaration] of report.matchAll(/^\/\/ @public \(undocumented\)\nexport (.*)$/gm)) {
    console.error(`why401/${name}: ${declaration} has no docstring`)
    process.exitCode = 1
  }
  const outcome = isLocal ? 'written ' : 'CHANGED '
  console.log(`${apiReportChanged ? outcome : 'same    '}docs/api/${name}.api.md`)
}
if (existsSync('dist/.api')) rmSync('dist/.api', { recursive: true })
if (hasChanged) {
  console.error(
    'The public API differs from docs/api: if that is meant, run `npm run api -- --local` and commit the difference.',
  )
  process.exitCode = 1
}
