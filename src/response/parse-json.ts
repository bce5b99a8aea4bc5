const MAX_LINES = 20

/**
 * The value of a JSON text, or of what comes close: lines of JSON, the `data` of server-sent events, and JSON that was cut
 * off, of which the complete members before the cut count. Undefined where there is none; JSON may be `null`. Takes linear time.
 */
export function parseJson(text: string, isWhole: boolean): Parsed | undefined {
  return parse(text) ?? parseLines(text) ?? (isWhole ? undefined : parse(closeCut(text)))
}

interface Parsed {
  readonly value: unknown
}

function parse(text: string): Parsed | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** The first line that holds an error, or else the first: a stream may begin well and end badly. */
function parseLines(text: string): Parsed | undefined {
  const lines = text.split(/\r?\n/, MAX_LINES).map((line) => line.replace(/^data: ?/, '').trim())
  const values = lines.filter((line) => line.startsWith('{')).map((line) => parse(line)?.value)
  const objects = values.filter((value) => typeof value === 'object' && value !== null)
  const isStream = lines.length > 1 || text.startsWith('data:')
  const value = objects.find((object) => 'error' in object || 'errors' in object) ?? objects[0]
  return isStream && value ? { value } : undefined
}

/** The text up to its last complete member or item of the outermost level, closed; '' where there is none. */
function closeCut(text: string): string {
  const start = text.search(/[{[]/)
  let depth = 0
  let isInString = false
  let end = -1
  for (let at = start; at >= 0 && at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
      continue
    }
    if (char === '"') isInString = true
    else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') depth--
    else if (char === ',' && depth === 1) end = at
  }
  return end < 0 ? '' : text.slice(start, end) + (text[start] === '{' ? '}' : ']')
}
