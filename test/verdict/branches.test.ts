import { describe, expect, it } from 'vitest'
import { explain } from 'why401'
import { verdictFor } from 'why401/testing'
import { branchesOf } from 'why401/verdict'

const verdict = verdictFor('forbidden', {
  certainty: 'likely',
  because: [
    { rule: 'a/1', saw: 'one', where: 'body', kind: 'forbidden', certainty: 'likely' },
    { rule: 'b/2', saw: 'two', where: 'body', kind: 'forbidden', certainty: 'guess' },
    { rule: 'c/3', saw: 'three', where: 'body', kind: 'reauthenticate', certainty: 'guess' },
    { rule: 'd', saw: 'the convention threw', where: 'its examine()', kind: 'none', certainty: 'guess' },
    { rule: 'e', saw: 'hidden', where: 'Access-Control-Expose-Headers', kind: 'forbidden', certainty: 'guess' },
  ],
})

describe('branchesOf', () => {
  it('has each finding once and in order, and says what became of it', () => {
    const branches = branchesOf(verdict)
    expect(branches.map(({ finding }) => finding)).toEqual(verdict.because)
    expect(branches.map(({ part }) => part)).toEqual(['taken', 'agrees', 'lost', 'note', 'note'])
    expect(branchesOf({ ...verdict, because: [] })).toEqual([])
  })

  it('explain() says of each branch what it is', () => {
    const lines = explain(verdict).split('\n').slice(-5)
    expect(lines).toEqual([
      '  because of one in the body [a/1]',
      '  in line with that: two in the body [b/2]',
      '  also considered: reauthenticate, because of three in the body [c/3]',
      '  note: the convention threw [d]',
      '  note: hidden [e]',
    ])
  })
})
