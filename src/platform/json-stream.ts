import { Readable } from 'node:stream'

/** A list as a .json, member by member as they come, so that its first byte leaves at once however long it is. */
export function jsonStream(members: () => AsyncIterable<unknown>): Readable {
  async function* text() {
    let before = '[\n'
    for await (const member of members()) {
      yield `${before}${JSON.stringify(member)}`
      before = ',\n'
    }
    yield before === '[\n' ? '[]\n' : '\n]\n'
  }
  return Readable.from(text())
}
