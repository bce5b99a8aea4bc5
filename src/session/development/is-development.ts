declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** Bundlers replace `process.env.NODE_ENV`; in a page without a bundler there is no `process`. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    return false
  }
}
