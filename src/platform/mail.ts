import { createTransport, type Transporter } from 'nodemailer'
import { NotFound } from '../core/errors.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import type { Jobs } from './jobs.ts'
import type { Job } from './module.ts'

export type NewMessage = { channel: 'mail' | 'sms'; recipient: string; subject?: string; body: string }

/** Puts a message into the outbox; it leaves only if the transaction does. */
export async function queueMessage(tx: Db, jobs: Jobs, message: NewMessage): Promise<void> {
  const { id } = await tx
    .insertInto('outboxMessages')
    .values({ subject: '', ...message })
    .returning('id')
    .executeTakeFirstOrThrow()
  await jobs.add(tx, 'mail.deliver', { id })
}

/** Queues a message once more at the wish of a member of staff. One that has left already stays as it is. */
export async function sendAgain(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const message = await tx
      .selectFrom('outboxMessages')
      .select(['id', 'state'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!message) throw new NotFound('这条消息')
    if (message.state === 'sent') return
    await tx.updateTable('outboxMessages').set({ state: 'waiting' }).where('id', '=', id).execute()
    await ctx.jobs.add(tx, 'mail.deliver', { id })
    await ctx.acts.write(tx, { act: 'system.messageSentAgain', subject: `message:${id}` })
  })
}

/** How messages leave the house. */
export type Carrier = {
  /** Resolves when the message was handed over; rejects with what went wrong. */
  deliver(message: { channel: string; recipient: string; subject: string; body: string }): Promise<void>
}

export type MailConfig = {
  /** smtp:// or smtps:// address; without one, mails stay in the outbox where staff can read them. */
  smtpUrl?: string | undefined
  mailFrom?: string | undefined
  /** Address that takes `{ phone, text }` as JSON by POST; without one, text messages stay in the outbox. */
  smsUrl?: string | undefined
  smsToken?: string | undefined
}

/** Carries mail over SMTP and text messages over HTTP. A channel that is not configured returns undefined. */
export function carrierOf(config: MailConfig): Record<'mail' | 'sms', Carrier | undefined> {
  const smtp: Transporter | undefined = config.smtpUrl ? createTransport(config.smtpUrl) : undefined
  return {
    mail: smtp && {
      async deliver(message) {
        await smtp.sendMail({
          from: config.mailFrom ?? 'mingtang@localhost',
          to: message.recipient,
          subject: message.subject,
          text: message.body,
        })
      },
    },
    sms: config.smsUrl ? { deliver: (message) => postSms(config, message.recipient, message.body) } : undefined,
  }
}

async function postSms(config: MailConfig, phone: string, text: string): Promise<void> {
  const answer = await fetch(config.smsUrl ?? '', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(config.smsToken ? { authorization: `Bearer ${config.smsToken}` } : {}),
    },
    body: JSON.stringify({ phone, text }),
    signal: AbortSignal.timeout(15_000),
  })
  if (!answer.ok) throw new Error(`the SMS gateway answered ${answer.status}`)
}

/** The job that delivers one message of the outbox. A failure is noted on the message and tried again later. */
export function deliverJob(carriers: Record<'mail' | 'sms', Carrier | undefined>): Job {
  return {
    name: 'mail.deliver',
    async run(ctx: Ctx, payload) {
      const { id } = payload as { id: number }
      const message = await ctx.db
        .selectFrom('outboxMessages')
        .selectAll()
        .where('id', '=', id)
        .where('state', '<>', 'sent')
        .executeTakeFirst()
      const carrier = message && carriers[message.channel as 'mail' | 'sms']
      if (!message || !carrier) return
      try {
        await carrier.deliver(message)
      } catch (error) {
        const lastError = error instanceof Error ? error.message : String(error)
        await ctx.db
          .updateTable('outboxMessages')
          .set({ state: 'failed', tries: message.tries + 1, lastError })
          .where('id', '=', id)
          .execute()
        throw error
      }
      await ctx.db
        .updateTable('outboxMessages')
        .set({ state: 'sent', tries: message.tries + 1, lastError: null, sentAt: new Date() })
        .where('id', '=', id)
        .execute()
    },
  }
}
