/** For `tsc`, which does not read single-file components; `scripts/vue-types.mjs` checks them and their props. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}
