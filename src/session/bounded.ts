/** Removes the oldest entries above `size`. */
export function trim(map: Map<unknown, unknown>, size: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= size) return
    map.delete(oldest)
  }
}

/** Puts an entry last, and removes the oldest ones above `size`. */
export function putLast<K, V>(map: Map<K, V>, key: K, value: V, size: number): void {
  map.delete(key)
  map.set(key, value)
  trim(map, size)
}
