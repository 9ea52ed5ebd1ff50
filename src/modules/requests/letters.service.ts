import { yearOf } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { keepPaper, loadRemedies, type Letter as Template } from '../../platform/letters/index.ts'
import { queueMessage } from '../../platform/mail.ts'
import { allotNumber, type Paper } from '../../platform/paper/index.ts'
import { getUnitDetail } from '../organisations/index.ts'
import { letterLabels } from './labels.ts'
import { factsOfLetter, fieldOfFact, type Said, templateOf } from './letter-facts.ts'
import { composeLetter, loadLetters, problemsWith } from './letters/index.ts'
import { getLetter, insertLetter, type Letter, type Life, lifeOf } from './life.store.ts'
import { replyDue } from './rules.ts'
import type { LetterKind, ReplyForm } from './schema.ts'
import type { Step } from './step.ts'
import type { InformationRequest } from './store.ts'

// Read and checked when the house starts: a template with a fault stops it there.
const templates = loadLetters()
const remedies = loadRemedies()

function templateFor(kind: LetterKind, said: Said): Template {
  const template = templates.get(templateOf(kind, said))
  if (!template) throw new Error(`data/papers/requests/${templateOf(kind, said)}.json is missing`)
  return template
}

type Matter = { db: Db; request: InformationRequest; life: Life }

async function factsFor(ctx: Ctx, { db, request, life }: Matter, said: Said) {
  const regime = ctx.law.regime(request.regime)
  const unit = await getUnitDetail(db, request.unitCode)
  const { site } = ctx.settings
  const root = await getUnitDetail(db, site.rootUnit)
  return factsOfLetter(request, said, {
    regime,
    unit,
    life,
    due: replyDue(regime, ctx.calendar, request.receivedOn, life.events, ctx.today),
    queryUrl: `https://${site.domain}/requests/follow`,
    // 《行政复议法》第二十四条：县级人民政府管辖所属部门和下级政府的案件，本级政府的由上一级管辖
    reviewBody: unit.code === root.code ? site.superior || '上一级人民政府' : root.name,
    court: site.court || '有管辖权的人民法院',
    payHow: site.feePayment,
    today: ctx.today,
  })
}

/**
 * Issues a letter in the transaction of what it tells: numbered, its wording fixed. The files are made afterwards by a
 * job, and again whenever they are missing, so that a crash between decision and letter loses nothing. Throws Invalid
 * when the letter lacks something that must be said.
 */
export async function issueLetter(
  ctx: Ctx,
  { tx, request }: Pick<Step, 'tx' | 'request'>,
  kind: LetterKind,
  said: Said,
): Promise<void> {
  const audience = audienceOf(kind)
  const template = templateFor(kind, said)
  const life = await lifeOf(tx, request.id)
  const facts = await factsFor(ctx, { db: tx, request, life }, said)
  const number = template.series
    ? await allotNumber(tx, {
        unitCode: request.unitCode,
        series: `${(await getUnitDetail(tx, request.unitCode)).shortName}${template.series}`,
        year: yearOf(ctx.today),
      })
    : undefined
  const paper = composeLetter(template, number ? { ...facts, documentNumber: number } : facts, remedies)
  const id = await insertLetter(tx, request.id, {
    kind,
    audience,
    addressee: paper.addressee ?? request.applicantName,
    number: number ?? `${request.number}${letterLabels[kind]}`,
    issuedOn: ctx.today,
    issuedBy: ctx.actor.name,
    paper,
  })
  await ctx.jobs.add(tx, 'requests.renderLetter', { id })
  if (audience === 'applicant') await tell(ctx, tx, { request }, kind)
}

/** What a reply lacks for its letter, told at the fields of its form. */
export async function problemsInLetter(ctx: Ctx, matter: Matter, reply: ReplyForm) {
  const said = { reply }
  const facts = await factsFor(ctx, matter, said)
  return problemsWith(templateFor('reply', said), facts).map((p) => ({ ...p, field: fieldOfFact[p.field] ?? p.field }))
}

const audienceOf = (kind: LetterKind): Letter['audience'] => {
  if (kind === 'thirdPartyConsultation' || kind === 'thirdPartyDecision') return 'thirdParty'
  return kind === 'coProducerConsultation' || kind === 'handOver' ? 'organ' : 'applicant'
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
  const kept = await keepPaper(ctx, letter.paper as unknown as Paper)
  await ctx.db.updateTable('requestLetters').set(kept).where('id', '=', id).execute()
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
