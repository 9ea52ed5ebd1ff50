import { expect } from 'vitest'
import type { Client, Reply } from './app.ts'
import { applicationForm } from './requests.ts'
import { rowCounts } from './rows.ts'
import { db } from './world.ts'

/** Bytes that are, by their signature, a picture and a paper. */
export const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('身份证的照片')])
export const pdf = Buffer.from('%PDF-1.4\n身份证明')

export type Sending = { field: string; name: string; bytes: Buffer | string }
export const proof: Sending = { field: 'identityProof', name: '身份证.jpg', bytes: jpeg }

/** What someone types who applies for information; every call is another form. */
export const application = (change: Record<string, string> = {}): Record<string, string> => ({
  ...applicationForm(),
  ...change,
})

/** A form with files as a browser sends it, between boundaries of `b`. */
export function multipart(fields: Record<string, string | string[]>, files: readonly Sending[]): Buffer {
  const parts: Buffer[] = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((v) => Buffer.from(`--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${v}\r\n`)),
  )
  for (const { field, name, bytes } of files)
    parts.push(
      Buffer.from(`--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    )
  return Buffer.concat([...parts, Buffer.from('--b--\r\n')])
}

let senders = 0

/** Sends a form with files, each time from another address unless one is named. */
export async function sendFiles(
  client: Client,
  path: string,
  fields: Record<string, string | string[]>,
  files: readonly Sending[] = [],
  remoteAddress = `10.9.${(++senders >> 8) & 255}.${senders & 255}`,
): Promise<Reply> {
  return client.send({
    method: 'POST',
    url: `${path}?_csrf=${encodeURIComponent(await client.token())}`,
    headers: { 'content-type': 'multipart/form-data; boundary=b', accept: 'text/html' },
    payload: multipart(fields, files),
    remoteAddress,
  })
}

/** What a reader sees: the page without tags. */
export const words = ({ body }: Reply) =>
  body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** Value of a field that is sent along unseen. */
export const hiddenIn = ({ body }: Reply, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"|value="([^"]*)" name="${name}"`).exec(body)?.slice(1).find(Boolean) ?? ''

/** Whether the summary of problems leads to this field. */
export const problemAt = ({ body }: Reply, field: string) => body.includes(`href="#field-${field}"`)

/** Sends an application and reads number and code off the receipt. */
export async function applied(client: Client, change: Record<string, string> = {}) {
  const reply = await sendFiles(client, '/requests/new', application(change), [proof])
  expect(reply.headers.location, words(reply).slice(0, 500)).toBe('/requests/receipt')
  const receipt = await client.get('/requests/receipt')
  const number = /\d{4}-\d{4,}/.exec(words(receipt))?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(words(receipt))?.[0] ?? ''
  return { number, code, receipt }
}

/** How many rows each table holds, tries counted against their sender left out. */
export async function storedRows(): Promise<Record<string, number>> {
  const { throttles: _, ...counts } = await rowCounts(db)
  return counts
}
