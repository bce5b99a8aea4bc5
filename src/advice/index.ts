// A verdict becomes advice: what the server should send instead.
// Floor 2, beside the conventions: pure, compiles without DOM and node types.
// May import: verdict.
export { type Advice, type AdviceCode, adviceFor, type AdviceContext } from './advice.js'
export { specUrl } from './spec-url.js'
