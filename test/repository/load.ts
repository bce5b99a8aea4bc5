/** A script as a module: scripts are JavaScript, so each test says what it takes from it. */
export const load = async <T>(name: string): Promise<T> => (await import(`../../scripts/${name}.mjs`)) as T
