// Checks the types of single-file components, scripts and templates, with vue-tsc. It needs a TypeScript with a JavaScript API,
// which 7 does not have: both are installed in a folder of their own.
import { installIn, run } from '../install.mjs'

installIn('tools/vue-tsc')
run('tools/vue-tsc/node_modules/.bin/vue-tsc', ['-p', 'tsconfig.vue.json'])
console.log('components checked')
