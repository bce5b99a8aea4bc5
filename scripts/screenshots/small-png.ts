// Writes a picture of a page with a palette of 256 colours: such a picture has few colours, and then a third of its size.
import { readFileSync, writeFileSync } from 'node:fs'
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const MOST_COLOURS = 256

/** Makes the PNG file smaller in place. @throws Error for a PNG that Chromium does not write */
export function makeSmall(file: string): void {
  writeFileSync(file, encode(decode(readFileSync(file))))
}

/** A PNG with a palette. */
export function encode({ width, height, pixels }: Picture): Buffer {
  const { palette, indices } = quantise(pixels)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) indices.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  const parts = [
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([SIGNATURE, ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

export interface Picture {
  readonly width: number
  readonly height: number
  /** Numbers 0xRRGGBB. */
  readonly pixels: Uint32Array
}

/** @throws Error for a PNG that neither Chromium nor `encode` writes */
export function decode(png: Buffer): Picture {
  const data: Buffer[] = []
  let palette = Buffer.alloc(0)
  let head = Buffer.alloc(13)
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') head = Buffer.from(body)
    if (type === 'PLTE') palette = Buffer.from(body)
    if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  const [width, height, depth, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]]
  if (depth !== 8 || (kind !== 2 && kind !== 3 && kind !== 6) || head[12] !== 0) {
    throw new Error(`no such PNG: depth ${depth}, colour type ${kind}`)
  }
  const bytes = { 2: 3, 3: 1, 6: 4 }[kind]
  const read =
    kind === 3
      ? (row: Buffer, x: number) => palette.readUIntBE((row[x] ?? 0) * 3, 3)
      : (row: Buffer, x: number) => row.readUIntBE(x * bytes, 3)
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), { width, height, bytes, read }) }
}

interface Layout {
  readonly width: number
  readonly height: number
  /** Of one pixel. */
  readonly bytes: number
  readonly read: (row: Buffer, x: number) => number
}

/** PNG §9: each row is written as differences to its neighbours. */
function unfilter(raw: Buffer, { width, height, bytes, read }: Layout): Uint32Array {
  const length = width * bytes
  const pixels = new Uint32Array(width * height)
  let above = Buffer.alloc(length)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (length + 1)] ?? 0
    const row = Buffer.from(raw.subarray(y * (length + 1) + 1, (y + 1) * (length + 1)))
    for (let x = 0; x < length; x += 1) {
      const [left, up, corner] = [row[x - bytes] ?? 0, above[x] ?? 0, above[x - bytes] ?? 0]
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      row[x] = ((row[x] ?? 0) + guess) & 255
    }
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = read(row, x)
    above = row
  }
  return pixels
}

function paeth(left: number, up: number, corner: number): number {
  const distance = (value: number): number => Math.abs(left + up - corner - value)
  const [a, b, c] = [distance(left), distance(up), distance(corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** The most frequent colours; every other pixel gets the nearest of them. */
function quantise(pixels: Uint32Array): { readonly palette: readonly number[]; readonly indices: Buffer } {
  const counts = new Map<number, number>()
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour)
  const known = new Map(palette.map((colour, index) => [colour, index]))
  const indices = Buffer.alloc(pixels.length)
  for (const [at, pixel] of pixels.entries()) {
    let index = known.get(pixel)
    index ??= nearest(palette, pixel)
    known.set(pixel, index)
    indices[at] = index
  }
  return { palette, indices }
}

function nearest(palette: readonly number[], pixel: number): number {
  const distance = (colour: number): number =>
    [16, 8, 0].reduce((sum, shift) => sum + (((colour >> shift) & 255) - ((pixel >> shift) & 255)) ** 2, 0)
  let best = { index: 0, distance: Infinity }
  for (const [index, colour] of palette.entries()) {
    const away = distance(colour)
    if (away < best.distance) best = { index, distance: away }
  }
  return best.index
}
