/** For `tsc`, which does not read single-file components; `scripts/vue-types.mjs` does, and checks what they are given. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}
