import { expect, it } from 'vitest'
import { ago, duration } from '../../../src/devtools/timeline/duration.ts'

it('a duration is in words, and no unit is nought', () => {
  expect([0, 3, 999, 1000, 1500, 30_000, 60_000, 125_000, 300_000, 5_400_000].map(duration)).toEqual([
    '0 ms',
    '3 ms',
    '999 ms',
    '1 s',
    '1.5 s',
    '30 s',
    '1 min',
    '2 min 5 s',
    '5 min',
    '90 min',
  ])
})

it('what rounds up to the next unit is that unit', () => {
  expect([999.6, 59_960, 119_900].map(duration)).toEqual(['1 s', '1 min', '2 min'])
})

it('no unit is full, whatever the duration', () => {
  for (let ms = 900; ms < 8_000_000; ms = Math.ceil(ms * 1.0007)) {
    expect(duration(ms)).not.toMatch(/1000 ms|\b60 s\b/)
  }
})

it('a clock that was set back gives no negative time', () => {
  expect(duration(-5)).toBe('0 ms')
  expect(ago(-5)).toBe('now')
})

it('how long ago something was is rounded to what one wants to know', () => {
  expect([0, 12_000, 600_000, 7_200_000].map(ago)).toEqual(['now', '12 s ago', '10 min ago', '2 h ago'])
})
