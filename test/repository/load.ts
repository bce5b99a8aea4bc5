/** A script as a module, by its path below `scripts` and without `.mjs`; a test says what it takes from it. */
export const load = async <T>(name: string): Promise<T> =>
  (await import(/* @vite-ignore */ new URL(`../../scripts/${name}.mjs`, import.meta.url).href)) as T
