import { type Day, yearOf } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import { allotNumber, type Paper, renderDocx, renderPdf } from '../../platform/paper/index.ts'
import { getUnitDetail } from '../organisations/index.ts'
import { letterLabels } from './labels.ts'
import { getLetter, insertLetter, type Letter } from './life.store.ts'
import type { LetterKind, ReplyForm, ReplyKind } from './schema.ts'
import type { Step } from './step.ts'

/** What a letter says besides what its request knows. */
export type Said = {
  /** Query code, told once. */
  code?: string
  points?: string
  until?: Day
  about?: string
  consulted?: { name: string; contact: string }
  days?: number
  reason?: string
  unit?: { name: string }
  feeFen?: number
  feeScheme?: 'item' | 'page'
  count?: number
  reply?: ReplyForm
  replyKind?: ReplyKind
  provided?: string
}

/**
 * Issues a letter in the transaction of what it tells: numbered, its wording fixed. The files are made afterwards by a
 * job, and again whenever they are missing, so that a crash between decision and letter loses nothing.
 */
export async function issueLetter(
  ctx: Ctx,
  step: Pick<Step, 'tx' | 'request' | 'regime'>,
  kind: LetterKind,
  said: Said,
): Promise<void> {
  const { tx, request } = step
  const audience = audienceOf(kind)
  const unit = await getUnitDetail(tx, request.unitCode)
  const addressee = said.consulted?.name ?? request.applicantName
  const series = `${unit.shortName}公开`
  const number = await allotNumber(tx, { unitCode: unit.code, series, year: yearOf(ctx.today) })
  const paper: Paper = {
    kind: 'letter',
    issuer: unit.name,
    title: letterLabels[kind],
    documentNumber: number,
    addressee,
    blocks: [{ type: 'paragraph', text: `${request.number}号申请：${request.subject}` }],
    signature: { name: unit.name, day: ctx.today },
  }
  const id = await insertLetter(tx, request.id, {
    kind,
    audience,
    addressee,
    number,
    issuedOn: ctx.today,
    issuedBy: ctx.actor.name,
    paper,
  })
  await ctx.jobs.add(tx, 'requests.renderLetter', { id })
  if (audience === 'applicant') await tell(ctx, tx, step, kind)
}

const audienceOf = (kind: LetterKind): Letter['audience'] => {
  if (kind === 'thirdPartyConsultation') return 'thirdParty'
  return kind === 'coProducerConsultation' ? 'organ' : 'applicant'
}

/** Tells the applicant that something has come, without saying what: messages pass through other people's hands. */
async function tell(ctx: Ctx, tx: Db, { request }: Pick<Step, 'request'>, kind: LetterKind): Promise<void> {
  const { site } = ctx.settings
  const where = `https://${site.domain}/requests/follow`
  const body = `您的${request.number}号政府信息公开申请有新的文书：${letterLabels[kind]}。请凭登记号和查询码到 ${where} 查看。`
  if (/^1\d{10}$/.test(request.applicantContact))
    await queueMessage(tx, ctx.jobs, {
      channel: 'sms',
      recipient: request.applicantContact,
      body: `【${site.shortName}】${body}`,
    })
  if (request.applicantEmail !== '')
    await queueMessage(tx, ctx.jobs, {
      channel: 'mail',
      recipient: request.applicantEmail,
      subject: `${request.number}号申请：${letterLabels[kind]}`,
      body: `${body}\n\n${request.unitName}\n`,
    })
}

/** Makes the files of a letter, if they are not there yet. */
export async function renderLetter(ctx: Ctx, id: number): Promise<void> {
  const letter = await ctx.db
    .selectFrom('requestLetters')
    .select(['id', 'paper', 'docxSha256', 'pdfSha256'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!letter || (letter.docxSha256 && letter.pdfSha256)) return
  const paper = letter.paper as unknown as Paper
  const most = { maxBytes: ctx.settings.limits.uploadBytes }
  const docx = await ctx.files.save(ctx.db, await renderDocx(paper), most)
  const pdf = await ctx.files.save(ctx.db, await renderPdf(paper), most)
  await ctx.db
    .updateTable('requestLetters')
    .set({ docxSha256: docx.sha256, pdfSha256: pdf.sha256 })
    .where('id', '=', id)
    .execute()
}

/** A letter's file, made now if the job has not come to it yet. Throws NotFound. */
export async function letterFile(ctx: Ctx, requestId: number, id: number, format: 'docx' | 'pdf') {
  let letter = await getLetter(ctx.db, requestId, id)
  const digest = format === 'docx' ? 'docxSha256' : 'pdfSha256'
  if (letter[digest] === null) {
    await renderLetter(ctx, id)
    letter = await getLetter(ctx.db, requestId, id)
  }
  return { name: `${letter.number}.${format}`, sha256: letter[digest] ?? '', letter }
}
