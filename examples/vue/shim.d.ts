/** For `tsc`, which does not read single-file components; vue-tsc does (`tsconfig.vue.json`). */
declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent
  export default component
}
