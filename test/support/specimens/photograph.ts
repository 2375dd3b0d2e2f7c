import sharp from 'sharp'
import type { Draw } from './people.ts'

/** A place in a picture as shares of its width and height. */
export interface Place {
  x: number
  y: number
}

/** A paper as a telephone photographed it from an angle. */
export interface Photograph {
  /** JPEG. */
  image: Buffer
  /** Where the paper's corners are: top left, top right, bottom right, bottom left. */
  corners: [Place, Place, Place, Place]
}

/** How the telephone was held, degrees: leaned forward or back, to the side, turned; and what the paper lay on. */
export interface Stance {
  pitch: number
  yaw: number
  roll: number
  table: 'wood' | 'slate' | 'paper'
}

/** Pixels of the photograph's long side where nothing else is said. */
const LONG_SIDE = 2800
/** The lens as a share of the long side, as telephones have it. */
const LENS = 0.78
/** Share of the photograph that the paper fills, seen from straight above. */
const FILLED = 0.76

export function drawStance(draw: Draw): Stance {
  const either = (least: number, most: number) => draw.pick([-1, 1]) * (least + draw.next() * (most - least))
  return { pitch: either(9, 22), yaw: either(4, 14), roll: either(0, 6), table: draw.pick(['wood', 'slate'] as const) }
}

type Vector = [number, number, number]

/**
 * Photographs a drawn paper: each pixel of the photograph is followed through the lens onto the table or the paper. Light falls from one side; the
 * picture is a little unsharp and grainy. Made by tracing rays, so that it shares nothing with what finds and straightens the paper.
 */
export async function photograph(
  paper: Buffer,
  { longSide = LONG_SIDE, ...stance }: Stance & { longSide?: number },
  draw: Draw,
): Promise<Photograph> {
  const { data, info } = await sharp(paper).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const upright = info.height >= info.width
  const [width, height] = upright ? [longSide * 0.75, longSide] : [longSide, longSide * 0.75]
  const lens = LENS * longSide
  // The paper in the units of its own pixels, so far away that it fills the picture as wanted.
  const distance = (lens * Math.max(info.width / width, info.height / height)) / FILLED
  const turn = turning(stance)
  const towards = turn([0, 0, -1])
  const eye: Vector = [-towards[0] * distance, -towards[1] * distance, -towards[2] * distance]
  const pixels = Buffer.alloc(width * height * 3)
  const lit = draw.pick([-1, 1])
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const ray = turn([x + 0.5 - width / 2, y + 0.5 - height / 2, -lens])
      const far = -eye[2] / ray[2]
      const place = { x: eye[0] + far * ray[0] + info.width / 2, y: eye[1] + far * ray[1] + info.height / 2 }
      const light = 0.9 + 0.1 * lit * ((2 * x) / width - 1) + (draw.next() - 0.5) * 0.05
      paint(pixels, at, { light, colour: colourAt({ data, ...info }, place, stance.table) })
    }
  }
  const image = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .blur(0.7)
    .jpeg({ quality: 82 })
    .toBuffer()
  const seenAt = (x: number, y: number): Place => {
    const [across, down, away] = unturned(stance, [x - eye[0], y - eye[1], -eye[2]])
    return { x: 0.5 - (across / away) * (lens / width), y: 0.5 - (down / away) * (lens / height) }
  }
  const [w, h] = [info.width / 2, info.height / 2]
  return { image, corners: [seenAt(-w, -h), seenAt(w, -h), seenAt(w, h), seenAt(-w, h)] }
}

function axes({ pitch, yaw, roll }: Stance): [Vector, Vector, Vector] {
  const [p, y, r] = [pitch, yaw, roll].map((degrees) => (degrees * Math.PI) / 180) as Vector
  const [cp, sp, cy, sy, cr, sr] = [Math.cos(p), Math.sin(p), Math.cos(y), Math.sin(y), Math.cos(r), Math.sin(r)]
  return [
    [cy * cr, cy * -sr, sy],
    [sp * sy * cr + cp * sr, cp * cr - sp * sy * sr, -sp * cy],
    [sp * sr - cp * sy * cr, sp * cr + cp * sy * sr, cp * cy],
  ]
}

function turning(stance: Stance): (ray: Vector) => Vector {
  const [one, two, three] = axes(stance)
  return ([x, y, z]) => [
    one[0] * x + one[1] * y + one[2] * z,
    two[0] * x + two[1] * y + two[2] * z,
    three[0] * x + three[1] * y + three[2] * z,
  ]
}

function unturned(stance: Stance, [x, y, z]: Vector): Vector {
  const [one, two, three] = axes(stance)
  return [0, 1, 2].map((at) => (one[at] as number) * x + (two[at] as number) * y + (three[at] as number) * z) as Vector
}

interface Sheet {
  data: Buffer
  width: number
  height: number
}

/** The paper's colour, between its pixels; off the paper the table's. */
function colourAt({ data, width, height }: Sheet, { x, y }: Place, table: Stance['table']): Vector {
  if (x < 0 || y < 0 || x >= width || y >= height) return tableAt(x, y, table)
  const [left, top] = [Math.min(width - 2, Math.floor(x)), Math.min(height - 2, Math.floor(y))]
  const [right, down] = [Math.min(1, x - left), Math.min(1, y - top)]
  const at = (top * width + left) * 3
  return [0, 1, 2].map((channel) => {
    const near = at + channel
    const upper = (data[near] as number) * (1 - right) + (data[near + 3] as number) * right
    const lower = (data[near + width * 3] as number) * (1 - right) + (data[near + width * 3 + 3] as number) * right
    return upper * (1 - down) + lower * down
  }) as Vector
}

function tableAt(x: number, y: number, table: Stance['table']): Vector {
  if (table === 'paper') return [247, 246, 243]
  if (table === 'slate') return [92, 96, 101]
  const grain = 14 * Math.sin(y / 37 + 2.2 * Math.sin(x / 610)) + 6 * Math.sin(y / 9)
  return [146 + grain, 104 + grain, 66 + grain]
}

function paint(pixels: Buffer, at: number, { light, colour }: { light: number; colour: Vector }): void {
  for (let channel = 0; channel < 3; channel++) {
    pixels[at + channel] = Math.max(0, Math.min(255, (colour[channel] as number) * light))
  }
}
