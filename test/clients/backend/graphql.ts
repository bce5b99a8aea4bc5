import { type Answer, type Asked, keyRevoked, loginPage, scopeMissing, tokenExpired } from './answers.ts'

/** The answer of the GraphQL side, by the name of the operation. */
export function graphqlAnswerOf({ body, isFresh, change }: Asked): Answer {
  switch (operationOf(body)) {
    case 'Reports':
      return isFresh ? data({ reports: [{ __typename: 'Report', id: 1 }] }) : tokenExpired
    case 'SignIn':
      return refused(null, 'signIn', 'INVALID_CREDENTIALS', 'Invalid user name or password')
    case 'Audit':
      return scopeMissing
    case 'Forecast':
      return keyRevoked
    case 'Legacy':
      return loginPage
    case 'Secret':
      return refused(null, 'secret', 'FORBIDDEN', 'Not allowed')
    case 'Batch':
      return refused(
        { save: { __typename: 'Saved', id: change() }, charge: null },
        'charge',
        'UNAUTHENTICATED',
        'Not signed in',
      )
    default:
      return { status: 400, body: { errors: [{ message: 'Unknown operation' }] } }
  }
}

function operationOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { readonly operationName?: unknown }).operationName
  } catch {
    return undefined
  }
}

const data = (value: object): Answer => ({ status: 200, body: { data: value } })

/** Under a status of success, as GraphQL servers do it. */
function refused(partial: object | null, field: string, code: string, message: string): Answer {
  return { status: 200, body: { data: partial, errors: [{ message, path: [field], extensions: { code } }] } }
}
