/** A grey picture: one byte a pixel, row by row, 0 black and 255 white. */
export interface GreyImage {
  width: number
  height: number
  pixels: Uint8Array
}

/** The value below which this share (0..1) of the pixels lies. */
export function percentile(image: GreyImage, share: number): number {
  return percentileOf(histogramOf(image), image.pixels.length, share)
}

export function histogramOf({ pixels }: GreyImage): Uint32Array {
  const histogram = new Uint32Array(256)
  for (let at = 0; at < pixels.length; at++) {
    const value = pixels[at] as number
    histogram[value] = (histogram[value] as number) + 1
  }
  return histogram
}

export function percentileOf(histogram: Uint32Array, count: number, share: number): number {
  let seen = 0
  for (let value = 0; value < 256; value++) {
    seen += histogram[value] as number
    if (seen >= count * share) return value
  }
  return 255
}

const CELL = 24

/**
 * How bright the paper is around each place: the brightest values of cells of 24 pixels, smoothed. A shadow over half the sheet is in it,
 * letters are not.
 */
export function paperBrightness(image: GreyImage): (x: number, y: number) => number {
  const [columns, rows] = [Math.ceil(image.width / CELL), Math.ceil(image.height / CELL)]
  const cells = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) cells[row * columns + column] = brightestIn(image, column, row)
  }
  const smooth = smoothed(smoothed(cells, columns, rows), columns, rows)
  return (x, y) => smooth[Math.floor(y / CELL) * columns + Math.floor(x / CELL)] as number
}

/** Nearly the brightest pixel of a cell: every third pixel is looked at, the top eighth is left out. */
function brightestIn({ width, height, pixels }: GreyImage, column: number, row: number): number {
  const histogram = new Uint16Array(32)
  let count = 0
  for (let y = row * CELL; y < Math.min((row + 1) * CELL, height); y += 3) {
    for (let x = column * CELL; x < Math.min((column + 1) * CELL, width); x += 3) {
      const level = (pixels[y * width + x] as number) >> 3
      histogram[level] = (histogram[level] as number) + 1
      count++
    }
  }
  for (let level = 31, left = count / 8; level >= 0; level--) {
    left -= histogram[level] as number
    if (left <= 0) return level * 8 + 7
  }
  return 255
}

function smoothed(cells: Float32Array, columns: number, rows: number): Float32Array {
  const result = new Float32Array(cells.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [sum, count] = [0, 0]
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          sum += cells[y * columns + x] as number
          count++
        }
      }
      result[row * columns + column] = sum / count
    }
  }
  return result
}

/** The same picture as if the paper were evenly white: every pixel against the paper around it. */
export function flattened(image: GreyImage): GreyImage {
  const brightness = paperBrightness(image)
  const { width, height } = image
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let from = 0; from < width; from += CELL) {
      const scale = 255 / Math.max(40, brightness(from, y))
      const end = Math.min(from + CELL, width)
      for (let x = from; x < end; x++) {
        const value = (image.pixels[y * width + x] as number) * scale
        pixels[y * width + x] = value > 255 ? 255 : value
      }
    }
  }
  return { width, height, pixels }
}

/** The level between ink and paper that parts the two best (Otsu), kept away from the ends. */
export function inkLevel(image: GreyImage): number {
  const histogram = histogramOf(image)
  const total = image.pixels.length
  let sum = 0
  for (let value = 0; value < 256; value++) sum += value * (histogram[value] as number)
  let [below, sumBelow, best, level] = [0, 0, -1, 128]
  for (let value = 0; value < 256; value++) {
    below += histogram[value] as number
    sumBelow += value * (histogram[value] as number)
    if (below === 0 || below === total) continue
    const apart = sumBelow / below - (sum - sumBelow) / (total - below)
    const between = below * (total - below) * apart * apart
    if (between > best) [best, level] = [between, value]
  }
  return Math.max(90, Math.min(190, level))
}

/** The places of the pixels darker than `level`: x and y of each, one after the other. */
export function inkPlaces(image: GreyImage, level: number): Int32Array {
  const places: number[] = []
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width
    for (let x = 0; x < image.width; x++) if ((image.pixels[row + x] as number) < level) places.push(x, y)
  }
  return Int32Array.from(places)
}
