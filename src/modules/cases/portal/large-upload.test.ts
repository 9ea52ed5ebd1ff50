import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { type Client, citizenAt, listen, openHouse } from '../../../../tests/support/app.ts'
import { caseForm, clerk, readyDraft } from '../../../../tests/support/cases.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { db, folder, world } from '../../../../tests/support/world.ts'
import { addDays } from '../../../core/day.ts'
import type { Actor } from '../../../platform/actor.ts'
import { askSupplement } from '../acceptance.service.ts'
import * as drafts from '../drafts.service.ts'
import { getCase } from '../store.ts'

const house = await openHouse()
const baseURL = await listen(house)
const { today, settings } = world()
const item = await publishedItem(db, { elements: { inHall: false } })
const officer = await clerk('departmentOfficer', 'urban', '经办人')
const { uploadBytes } = settings.limits

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that this process, which is both the browser and the house, cannot do without. */
function held(): number {
  collect()
  // The bytes of buffers that the first has found dead are given back by the second.
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const chunk = Buffer.alloc(64 * 1024, 7)

/** Sends a picture of so many bytes over HTTP, piece by piece. @returns the answer, and by how much memory grew meanwhile */
async function sendPicture(
  client: Client,
  path: string,
  field: string,
  bytes: number,
  fields: Record<string, string> = {},
) {
  const url = `${baseURL}${path}?_csrf=${encodeURIComponent(await client.token())}`
  const headers = { cookie: client.cookie, accept: 'text/html', 'content-type': 'multipart/form-data; boundary=b' }
  const req = request(url, { method: 'POST', headers: { ...headers, origin: baseURL } })
  const answer = once(req, 'response')
  const looks: number[] = []
  const write = async (piece: Buffer | string) => {
    if (!req.write(piece)) await once(req, 'drain')
  }
  for (const [name, value] of Object.entries(fields))
    await write(`--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  await write(`--b\r\ncontent-disposition: form-data; name="${field}"; filename="大图.jpg"\r\n\r\n`)
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
  await write(start)
  for (let sent = start.length, n = 0; sent < bytes; n++) {
    const piece = chunk.subarray(0, Math.min(chunk.length, bytes - sent))
    await write(piece)
    sent += piece.length
    // After the first MB, when all is loaded that a form needs, then every 12: to look, the whole heap is gone through.
    if (n % 192 === 16) looks.push(held())
  }
  req.end('\r\n--b--\r\n')
  const [reply] = await answer
  let body = ''
  for await (const part of reply) body += part
  const most = Math.max(...looks) - (looks[0] ?? 0)
  return { status: reply.statusCode as number, location: reply.headers.location as string | undefined, body, most }
}

async function person(): Promise<{ client: Client; actor: Actor }> {
  const client = await citizenAt(house)
  const token = /session_token=([0-9a-f]+)/.exec(client.cookie)?.[1] ?? ''
  const { accountId } = await db
    .selectFrom('sessions')
    .select('accountId')
    .where('token', '=', token)
    .executeTakeFirstOrThrow()
  return { client, actor: { kind: 'citizen', accountId, name: '张**', unitCode: undefined, grants: [] } }
}

test('a picture of exactly 50 MB comes through while memory stays as it was', async () => {
  expect(uploadBytes).toBe(50 * 1024 * 1024)
  const { client, actor } = await person()
  const id = await drafts.beginDraft(world({ actor }), item.code)
  const at = `/my/cases/drafts/${id}/materials`
  const sent = await sendPicture(client, `${at}/application`, 'materials.application', uploadBytes)
  expect([sent.status, sent.location]).toEqual([303, at])
  const { files } = await drafts.openDraft(world({ actor }), id)
  expect(files.map((f) => [f.key, f.size])).toEqual([['application', uploadBytes]])
  // A fifth of the file at most, whenever it was looked at.
  expect(sent.most).toBeLessThan(uploadBytes / 5)
}, 120_000)

test('one byte more is refused on the page that still has what was typed, and nothing of it is kept', async () => {
  const { client, actor } = await person()
  const { number } = await drafts.submit(world({ actor }), await readyDraft(world({ actor }), item.code, caseForm()))
  const notice = { points: '图不清楚', fields: ['area'], until: addDays(today, 15) }
  await askSupplement(world({ actor: officer }), number, notice)
  const typed = { note: '换了一张清楚的图', 'answers.area': '18' }
  const sent = await sendPicture(client, `/cases/${number}/supplement`, 'materials.drawing', uploadBytes + 1, typed)
  expect(sent.status).toBe(422)
  expect(sent.body).toContain('href="#field-materials-drawing"')
  expect(sent.body).toContain('50 MB')
  expect(sent.body).toContain('换了一张清楚的图')
  expect(sent.body).toMatch(/name="answers.area"[^>]*value="18"/)
  expect(sent.most).toBeLessThan(uploadBytes / 5)
  expect((await getCase(db, number)).state).toBe('supplementAsked')
  expect(await readdir(join(folder, 'files', 'incoming'))).toEqual([])
}, 120_000)
