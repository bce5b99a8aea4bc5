import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { decode, encode } from '../../scripts/screenshots/small-png.ts'
import { shrinkPictures, sizeOf } from '../../scripts/site/pictures.ts'

/** A picture with a red left half and a blue right half. */
const halves = (width: number, height: number) => ({
  width,
  height,
  pixels: Uint32Array.from({ length: width * height }, (_, at) => (at % width < width / 2 ? 0xff0000 : 0x0000ff)),
})

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

describe('pictures of the site', () => {
  it('a picture that was written reads the same', () => {
    const picture = halves(6, 3)
    expect(decode(encode(picture))).toEqual(picture)
  })

  it('given one that is too wide → as wide as it is shown, with its proportions and colours', () => {
    const folder = folderWith({ 'wide.png': encode(halves(2480, 100)), 'narrow.png': encode(halves(780, 100)) })
    const narrow = readFileSync(join(folder, 'narrow.png'))
    shrinkPictures(folder)
    expect(sizeOf(join(folder, 'wide.png'))).toEqual({ width: 1240, height: 50 })
    expect(decode(readFileSync(join(folder, 'wide.png')))).toEqual(halves(1240, 50))
    expect(readFileSync(join(folder, 'narrow.png'))).toEqual(narrow)
  })

  it('given a factor that is no whole number → the edges keep their colours', () => {
    const folder = folderWith({ 'odd.png': encode(halves(1242, 1)) })
    shrinkPictures(folder)
    const { pixels } = decode(readFileSync(join(folder, 'odd.png')))
    expect([pixels[0], pixels.at(-1)]).toEqual([0xff0000, 0x0000ff])
    expect(pixels.length).toBe(1240)
  })

  it('given an SVG → the size of its view box, and none without one', () => {
    const folder = folderWith({
      'box.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"></svg>',
      'bare.svg': '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    })
    expect(sizeOf(join(folder, 'box.svg'))).toEqual({ width: 640, height: 360 })
    expect(sizeOf(join(folder, 'bare.svg'))).toEqual({})
  })
})
