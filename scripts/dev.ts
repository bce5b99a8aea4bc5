// npm run dev [-- page|react|vue|playground]: one of the examples from its sources, with the devtools, on the example's server.
import { resolve } from 'node:path'
import { createServer } from 'vite'
import { startServer } from '../examples/server/start-server.ts'

const names = ['page', 'react', 'vue', 'playground']
const [name = 'react'] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`No example named ${name}; there are ${names.join(', ')}.`)
  process.exit(1)
}
const vite = await createServer({
  root: `examples/${name}`,
  configFile: `examples/${name}/vite.config.ts`,
  server: { middlewareMode: true, hmr: { port: 0 } },
})
const { base } = vite.config
const { url } = await startServer({
  port: Number(process.env.PORT ?? 0),
  page: (req, res, next) => {
    // What the examples share lies outside of each one's own folder.
    if (req.url.startsWith('/client/')) req.url = `${base}@fs${resolve('examples')}${req.url}`
    vite.middlewares(req, res, next)
  },
})
console.log(url + base)
