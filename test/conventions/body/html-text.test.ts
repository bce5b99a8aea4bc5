import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeApostrophes, visibleText, withoutScripts } from '../../../src/conventions/body/html-text.ts'
import { expectLinearTime } from '../../cpu-time.ts'

const part = constantFrom(
  '<script',
  '<SCRIPT src=x',
  '</script>',
  '<style>',
  '</style',
  '<template',
  '>',
  '<',
  '<p>',
  'csrf',
  ' ',
)
const html = array(part, { maxLength: 40 }).map((parts) => parts.join(''))

describe('the text of a page', () => {
  test.each(['&#39;', '&#039;', '&#x27;', '&#X27;', '&apos;'])('given %s → an apostrophe', (escaped) => {
    expect(decodeApostrophes(`doesn${escaped}t`)).toBe("doesn't")
  })

  test('given scripts → their tags stay, their content goes', () => {
    expect(withoutScripts('<p>a</p><script src="x">login()</script><SCRIPT>b</SCRIPT>c')).toBe(
      '<p>a</p><script src="x">><SCRIPT>>c',
    )
  })

  test('given scripts, styles, templates and attributes → what the page shows is left', () => {
    const page = '<p title="csrf">a</p><style>csrf</style><template>csrf</template><script>csrf</script>b'
    expect(visibleText(page).replaceAll(/[\s>]+/g, '')).toBe('ab')
  })

  test('given any tags, also ones that do not end → no text of a script is left', () => {
    assert(
      property(html, html, (before, after) => {
        expect(visibleText(`${before}<script>SECRET</script>${after}`)).not.toContain('SECRET')
        expect(withoutScripts(`${before}<script>SECRET</script>${after}`)).not.toContain('SECRET')
      }),
    )
  })

  test('given tags that do not end → the time grows with the length of the page, and not with its square', () =>
    expectLinearTime(
      (page) => visibleText(page + withoutScripts(page)),
      (size) => '<script'.repeat(size / 7),
    ))
})
