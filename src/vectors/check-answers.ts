import type { AnswerVector } from './schema.js'

/** Ids of the answers whose kind was found, and of the others with the kind that was found instead. */
export interface AnswerResults {
  readonly right: readonly string[]
  readonly wrong: readonly { readonly id: string; readonly expected: string; readonly got: string }[]
}

/**
 * Runs a classifier over the answers, one after another.
 *
 * @example
 * const { wrong } = await checkAnswers(answerVectors, async (vector) => (await classify(toResponse(vector), vector.context)).kind)
 */
export async function checkAnswers(
  vectors: readonly AnswerVector[],
  classify: (vector: AnswerVector) => string | Promise<string>,
): Promise<AnswerResults> {
  const right: string[] = []
  const wrong: AnswerResults['wrong'][number][] = []
  for (const vector of vectors) {
    const { id, expect } = vector
    const got = await classify(vector)
    if (got === expect.kind || expect.alsoOk?.some((kind) => kind === got)) right.push(id)
    else wrong.push({ id, expected: expect.kind, got })
  }
  return { right, wrong }
}

/**
 * The answer of a case as fetch would give it; where redirects ended shows as it does in a page.
 *
 * @example
 * const responses = answerVectors.map(toResponse)
 */
export function toResponse({ response: { status, headers, body, redirected, url, type } }: AnswerVector): Response {
  const isEmpty = body === '' || [101, 204, 205, 304].includes(status)
  const response = new Response(isEmpty ? null : body, {
    status,
    headers: headers.map(([name, value]) => [name, value]),
  })
  for (const [name, value] of Object.entries({ redirected, url, type })) {
    if (value !== undefined) Object.defineProperty(response, name, { value })
  }
  return response
}
