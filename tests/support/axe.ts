import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

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

const ours = createRequire(import.meta.url)
const theirs = createRequire(ours.resolve('@axe-core/playwright'))

/** The axe that its Playwright package came with, as a script for the page. */
export const axeSource = `${readFileSync(theirs.resolve('axe-core/axe.min.js'), 'utf8')};${rememberColours}`
