import type { OPS as Ops } from 'pdfjs-dist'
import type { Rule, Rules } from './ruled.ts'

/** What is done to draw a page: an operation each, with what it takes. */
export type Drawn = { fnArray: number[]; argsArray: unknown[] }

/** a, b, c, d, e, f of the affine map (x, y) → (ax + cy + e, bx + dy + f). */
export type Matrix = readonly number[]

/** A line is drawn as a line, or as a box so thin. */
const thin = 2
/** Shorter strokes are corners and signs; the dashes of a line are longer. */
const short = 2

export function placed([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, x = 0, y = 0): [x: number, y: number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** First the inner map, then the outer. */
function times(outer: Matrix, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix): Matrix {
  const [x, y] = placed(outer)
  const turned = (p: number, q: number) => {
    const [toX, toY] = placed(outer, p, q)
    return [toX - x, toY - y]
  }
  return [...turned(a, b), ...turned(c, d), ...placed(outer, e, f)]
}

/**
 * The straight lines that a page is drawn with, in points from its upper left corner.
 * @param page - the map from what is drawn to the page as it is looked at
 */
export function rulesIn({ fnArray, argsArray }: Drawn, ops: typeof Ops, page: Matrix): Rules {
  const rules: Rules = { across: [], down: [] }
  const kept: Matrix[] = []
  let map = page
  const unseen = new Set<number>([ops.endPath])
  const filled = new Set<number>([ops.fill, ops.eoFill])
  for (const [i, fn] of fnArray.entries()) {
    const args = argsArray[i] as never
    if (fn === ops.save || fn === ops.paintFormXObjectBegin) kept.push(map)
    if (fn === ops.restore || fn === ops.paintFormXObjectEnd) map = kept.pop() ?? page
    if (fn === ops.transform) map = times(map, args)
    if (fn === ops.paintFormXObjectBegin && args[0]) map = times(map, args[0])
    if (fn !== ops.constructPath || unseen.has(args[0])) continue
    for (const line of linesOf(args[1]?.[0] ?? [])) {
      const points = line.map(([x, y]) => placed(map, x, y))
      for (const stroke of filled.has(args[0]) ? asLine(points) : strokesOf(points)) note(rules, stroke)
    }
  }
  return rules
}

type Point = [x: number, y: number]
type Stroke = [from: Point, to: Point]

/** moveTo, lineTo, curveTo, quadraticCurveTo, closePath, and how many numbers each takes, as the reader writes them. */
const numbersOf = [2, 2, 6, 4, 0]

/** The points of each line of a path, from where the pen is set down until it is lifted. */
function linesOf(path: ArrayLike<number>): Point[][] {
  const lines: Point[][] = []
  for (let i = 0; i < path.length; ) {
    const kind = path[i] ?? 0
    const takes = numbersOf[kind] ?? 0
    const line = lines.at(-1)
    const to: Point | undefined = takes > 0 ? [path[i + takes - 1] ?? 0, path[i + takes] ?? 0] : line?.[0]
    if (kind === 0 && to) lines.push([to])
    else if (to) line?.push(to)
    i += takes + 1
  }
  return lines
}

const strokesOf = (points: readonly Point[]): Stroke[] => points.slice(1).map((to, i) => [points[i] as Point, to])

/** A box that is filled is a line where it is thin; else it is the ground of a cell. */
function asLine(points: readonly Point[]): Stroke[] {
  if (points.length > 5) return []
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  if (bottom - top < thin)
    return [
      [
        [left, y],
        [right, y],
      ],
    ]
  return right - left < thin
    ? [
        [
          [x, top],
          [x, bottom],
        ],
      ]
    : []
}

function note(rules: Rules, [[x1, y1], [x2, y2]]: Stroke): void {
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)]
  const rule = (at: number, a: number, b: number): Rule => ({ at, from: Math.min(a, b), to: Math.max(a, b) })
  if (width >= short && height < thin) rules.across.push(rule((y1 + y2) / 2, x1, x2))
  else if (height >= short && width < thin) rules.down.push(rule((x1 + x2) / 2, y1, y2))
}
