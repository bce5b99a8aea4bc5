const tagOf = (value: object): string => Object.prototype.toString.call(value)

/** Whether it is a `Request`, of whatever realm. */
export function isRequest(input: unknown): input is Request {
  return (
    typeof input === 'object' && input !== null && (input instanceof Request || tagOf(input) === '[object Request]')
  )
}

/** The URL of a call, as it was given. */
export function urlOf(input: RequestInfo | URL): string {
  return isRequest(input) ? input.url : String(input)
}

/** Makes a `Request` of another one. One that our realm does not know is made by the class it came from. */
export function requestOf(input: RequestInfo | URL, init: RequestInit | undefined): Request {
  const known = !isRequest(input) || input instanceof Request
  return known ? new Request(input, init) : new (Reflect.get(input, 'constructor') as typeof Request)(input, init)
}

/** Whether an object is a literal, which can be copied by its own members. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

interface Kinds {
  readonly ArrayBuffer: ArrayBuffer
  readonly FormData: FormData
  readonly URLSearchParams: URLSearchParams
}

/** Whether an object is a built-in class's own, of whatever realm. */
export function isKind<K extends keyof Kinds>(value: object, name: K): value is Kinds[K] {
  return tagOf(value) === `[object ${name}]`
}
