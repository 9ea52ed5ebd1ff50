import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Rules that a page must keep: WCAG 2.2 AA, and what axe calls good practice. */
const options: axe.RunOptions = {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}

/**
 * What axe finds out of a colour stays the same: without remembering it, half the time of a page goes into reading the same
 * few colours again and again.
 */
const rememberColours = `{
  const { prototype } = axe.commons.color.Color
  const parse = prototype.parseString
  const known = new Map()
  prototype.parseString = function (text) {
    const is = known.get(text)
    if (is) return Object.assign(this, is)
    parse.call(this, text)
    known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha })
    return this
  }
}`

/**
 * Words of the same colour, size and weight on the same grounds are as easy to read wherever they stand: once axe has found
 * such words good, it need not measure them again. They are 97 of 100, and measuring was half the time of a page.
 */
const rememberContrast = `{
  const check = axe._audit.checks['color-contrast']
  const measure = check.evaluate
  const bare = (s) =>
    s.backgroundColor === 'rgba(0, 0, 0, 0)' && s.backgroundImage === 'none' && s.opacity === '1' && s.position === 'static'
  let grounds, good
  axe.knowGood = (looks) => {
    grounds = new WeakMap()
    return (good = new Set(looks))
  }
  axe.knowGood([])
  const groundOf = (element) => {
    if (!element) return ''
    if (!grounds.has(element)) {
      const s = getComputedStyle(element)
      const own = bare(s) ? '' : [s.backgroundColor, s.backgroundImage, s.opacity, s.position].join() + ';'
      grounds.set(element, groundOf(element.parentElement) + own)
    }
    return grounds.get(element)
  }
  check.evaluate = function (element, ...rest) {
    const s = getComputedStyle(element)
    const look = [s.color, s.fontSize, s.fontWeight, s.textShadow, groundOf(element)].join('|')
    if (good.has(look)) return true
    const verdict = measure.call(this, element, ...rest)
    if (verdict === true) good.add(look)
    return verdict
  }
}`

const { resolve } = createRequire(import.meta.url)
const source = [readFileSync(resolve('axe-core/axe.min.js'), 'utf8'), rememberColours, rememberContrast].join(';')
const goodLooks = new Set<string>()

/** What axe finds wrong with what a window shows now. */
export async function axeViolations(page: Page): Promise<axe.Result[]> {
  // What a window has read once it keeps, also when it is shown another document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const found = await page.evaluate(
    async ([options, looks]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') & { knowGood: KnowGood } }
      const good = axe.knowGood(looks)
      const { violations } = await axe.run(document, options)
      return { violations, looks: [...good].slice(looks.length) }
    },
    [options, [...goodLooks]] as const,
  )
  for (const look of found.looks) goodLooks.add(look)
  return found.violations
}

type KnowGood = (looks: readonly string[]) => ReadonlySet<string>
