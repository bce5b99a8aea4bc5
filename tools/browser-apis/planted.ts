// What the check must find: newer than the oldest browsers that docs/contributing/engines.md names, in each form that code takes.
export function usePlanted(response: Response, image: HTMLImageElement, names: readonly string[]): unknown[] {
  const { fetchPriority } = image
  return [
    response.bytes(),
    Array.fromAsync(names),
    names.values().map((name) => name.length),
    new Set(names).union(new Set()),
    Promise.try(() => fetchPriority),
    URL.parse(location.href),
    Float16Array,
  ]
}
