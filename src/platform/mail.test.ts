import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { mailServer } from '../../tests/support/smtp.ts'
import { db, world } from '../../tests/support/world.ts'
import { jobs } from './jobs.ts'
import { carrierOf, deliverJob, queueMessage, sendAgain } from './mail.ts'

const { smtpUrl, mails } = await mailServer()

const texts: unknown[] = []
let gatewayStatus = 200
const gateway = createServer((req, res) => {
  let body = ''
  req.on('data', (chunk: Buffer) => {
    body += chunk.toString('utf8')
  })
  req.on('end', () => {
    texts.push({ token: req.headers.authorization, ...JSON.parse(body) })
    res.writeHead(gatewayStatus).end()
  })
})
await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', () => ready()))
const smsUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`

afterAll(() => {
  gateway.close()
})

async function queued(message: Parameters<typeof queueMessage>[2]): Promise<number> {
  await db.transaction().execute((tx) => queueMessage(tx, jobs, message))
  return (await db.selectFrom('outboxMessages').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()).id
}

const messageOf = (id: number) =>
  db.selectFrom('outboxMessages').select(['state', 'tries', 'lastError']).where('id', '=', id).executeTakeFirstOrThrow()

test('a mail goes out over SMTP once, and is marked as sent', async () => {
  const job = deliverJob(carrierOf({ smtpUrl, mailFrom: '明堂 <no-reply@example.gov.cn>' }))
  const id = await queued({
    channel: 'mail',
    recipient: 'reader@example.cn',
    subject: '答复',
    body: '您的申请已经答复。',
  })
  await job.run(world(), { id })
  await job.run(world(), { id })
  expect(mails).toEqual([
    { to: 'reader@example.cn', subject: '答复', text: expect.stringContaining('您的申请已经答复。') },
  ])
  expect(await messageOf(id)).toEqual({ state: 'sent', tries: 1, lastError: null })
})

test('a text message the gateway refuses stays, with the reason, and can be sent again', async () => {
  const job = deliverJob(carrierOf({ smsUrl, smsToken: 'secret-token' }))
  const id = await queued({ channel: 'sms', recipient: '13800000000', body: '验证码 123456' })
  gatewayStatus = 503
  await expect(job.run(world(), { id })).rejects.toThrow('503')
  expect(await messageOf(id)).toEqual({ state: 'failed', tries: 1, lastError: 'the SMS gateway answered 503' })
  gatewayStatus = 200
  await sendAgain(world(), id)
  await job.run(world(), { id })
  expect(await messageOf(id)).toEqual({ state: 'sent', tries: 2, lastError: null })
  expect(texts.at(-1)).toEqual({ token: 'Bearer secret-token', phone: '13800000000', text: '验证码 123456' })
})

test('without a carrier a message waits in the outbox, where staff read it', async () => {
  const id = await queued({ channel: 'mail', recipient: 'a@example.cn', subject: '', body: '内容' })
  await deliverJob(carrierOf({})).run(world(), { id })
  expect(await messageOf(id)).toEqual({ state: 'waiting', tries: 0, lastError: null })
})
