import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Something the person who starts can put right; its message is one line that says what to do. */
export class LaunchError extends Error {}

/** @returns {string} the file's text, '' when it is not there */
export function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Writes a small file of ours; a folder that cannot be written is told in one line. */
export function write(file, text) {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw cannotWrite(dirname(file), error)
  }
}

export function cannotWrite(folder, error) {
  return new LaunchError(
    `${folder} cannot be written (${error.code}): give it to yourself, such as with sudo chown -R "$USER" ${root}.`,
  )
}

/** Says what takes a while. On standard error, so that what a command prints can be piped. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}
