// Pictures of the site: how large each is, and no larger than a page of text shows it on a dense screen.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode, type Picture } from '../screenshots/small-png.ts'

/** A page of text is 688 px wide beside the lists of pages and headings, on a screen of 1280 px: nearly two for one. */
const MAX_WIDTH = 2 * 620

/** Width and height of a PNG or an SVG; none for what has none. */
export function sizeOf(file: string): { readonly width?: number; readonly height?: number } {
  const content = readFileSync(file)
  if (file.endsWith('.png')) return { width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
  const [, width, height] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(content.toString()) ?? []
  return width === undefined || height === undefined ? {} : { width: Number(width), height: Number(height) }
}

/** Makes each PNG below a folder as wide as it is shown, in place. */
export function shrinkPictures(folder: string): void {
  for (const name of globSync('**/*.png', { cwd: folder })) {
    const file = join(folder, name)
    const picture = decode(readFileSync(file))
    if (picture.width > MAX_WIDTH) writeFileSync(file, encode(shrink(picture, MAX_WIDTH / picture.width)))
  }
}

/** Each new pixel is the mean of the old ones that it covers, each by the part that it covers. */
function shrink({ width, height, pixels }: Picture, factor: number): Picture {
  const [newWidth, newHeight] = [Math.round(width * factor), Math.round(height * factor)]
  const columns = sharesOf(width, newWidth)
  const rows = sharesOf(height, newHeight)
  const shrunk = new Uint32Array(newWidth * newHeight)
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      let [red, green, blue] = [0, 0, 0]
      for (const { at: oldY, share: high } of row) {
        for (const { at: oldX, share: wide } of column) {
          const pixel = pixels[oldY * width + oldX] ?? 0
          red += (pixel >> 16) * high * wide
          green += ((pixel >> 8) & 255) * high * wide
          blue += (pixel & 255) * high * wide
        }
      }
      shrunk[y * newWidth + x] = (Math.round(red) << 16) | (Math.round(green) << 8) | Math.round(blue)
    }
  }
  return { width: newWidth, height: newHeight, pixels: shrunk }
}

/** Which old pixels each new one covers in one direction; their shares add up to 1. */
function sharesOf(from: number, to: number): { readonly at: number; readonly share: number }[][] {
  const step = from / to
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * step, Math.min((index + 1) * step, from)]
    const covered = Array.from({ length: Math.ceil(end) - Math.floor(start) }, (_gap, more) => Math.floor(start) + more)
    return covered.map((at) => ({ at, share: (Math.min(at + 1, end) - Math.max(at, start)) / (end - start) }))
  })
}
