import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'

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

/** Axe as a script for the page. */
export const axeSource = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};${rememberColours}`

/** Rules that a page must keep: WCAG 2.2 AA, and what axe calls good practice. */
export const axeOptions: RunOptions = {
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
