import { yearOf } from '../../core/day.ts'
import { Invalid } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import {
  keepPaper,
  type Letter,
  type LetterFacts,
  lettersOf,
  loadLetters,
  loadRemedies,
  missingFacts,
  paperOf,
} from '../../platform/letters/index.ts'
import { queueMessage } from '../../platform/mail.ts'
import { allotNumber, type Paper } from '../../platform/paper/index.ts'
import type { ItemVersion } from '../catalogue/index.ts'
import { getUnitDetail } from '../organisations/index.ts'
import { paperLabels } from './labels.ts'
import { lifeOf } from './life.store.ts'
import { factsOfPaper, type Said, vocabulary } from './paper-facts.ts'
import { getPrinted, insertPaper, type Printed, saveFiles } from './papers.store.ts'
import type { PaperKind } from './schema.ts'
import type { CaseFile } from './store.ts'

// Read and checked when the house starts: a template with a fault stops it there.
const templates = loadLetters(vocabulary, lettersOf('cases'))
const laws = loadRemedies()

function template(code: PaperKind | 'result'): Letter {
  const found = templates.get(code)
  if (!found) throw new Error(`data/papers/cases/${code}.json is missing`)
  return found
}

type Matter = { tx: Db; file: CaseFile; version: ItemVersion }

async function factsFor(ctx: Ctx, { tx, file, version }: Matter, said: Said): Promise<LetterFacts> {
  const { site } = ctx.settings
  const unit = await getUnitDetail(tx, file.unitCode)
  const root = await getUnitDetail(tx, site.rootUnit)
  return factsOfPaper(ctx, file, said, {
    unit,
    version,
    life: await lifeOf(tx, file.id),
    queryUrl: `https://${site.domain}/cases/follow`,
    // 《行政复议法》第二十四条：县级人民政府管辖所属部门和下级政府的案件，本级政府的由上一级管辖
    reviewBody: unit.code === root.code ? site.superior || '上一级人民政府' : root.name,
    court: site.court || '有管辖权的人民法院',
    payHow: site.feePayment,
  })
}

function compose(letter: Letter, facts: LetterFacts, file: CaseFile, query: Paper['query']): Paper {
  const problems = missingFacts(letter, facts, vocabulary)
  if (problems.length > 0) throw new Invalid(problems)
  const you = file.applicantKind === 'naturalPerson' ? '您' : '贵单位'
  return paperOf(letter, facts, { vocabulary, laws, made: { you, this: '本决定' }, query })
}

async function numbered(ctx: Ctx, { tx, file }: Matter, series: string): Promise<string> {
  const { shortName } = await getUnitDetail(tx, file.unitCode)
  return allotNumber(tx, { unitCode: file.unitCode, series: `${shortName}${series}`, year: yearOf(ctx.today) })
}

/**
 * Issues a paper in the transaction of what it tells: numbered, its wording fixed. The files are made afterwards by a job,
 * and again whenever they are missing, so that a crash between decision and paper loses nothing. The applicant is told.
 * Throws Invalid when the paper lacks something that must be said.
 * @basis 《行政许可法》第三十二条第二款：受理或者不予受理，应当出具加盖专用印章和注明日期的书面凭证
 */
export async function issuePaper(ctx: Ctx, matter: Matter, kind: PaperKind, said: Said = {}): Promise<void> {
  const { tx, file } = matter
  const letter = template(kind)
  const facts = await factsFor(ctx, matter, said)
  const number = letter.series ? await numbered(ctx, matter, letter.series) : undefined
  const speaksOfQuery = letter.needs.includes('queryUrl') || letter.may.includes('queryUrl')
  const lines = [
    `办件编号：${file.number}`,
    ...(said.code && letter.may.includes('queryCode') ? [`查询码：${said.code}`] : []),
    '扫描二维码，可以查看办理进度和每一天怎么算',
  ]
  const url = `https://${ctx.settings.site.domain}/cases/follow`
  const paper = compose(
    letter,
    number ? { ...facts, documentNumber: number } : facts,
    file,
    speaksOfQuery ? { url, lines } : undefined,
  )
  const id = await insertPaper(tx, file.id, {
    kind,
    addressee: paper.addressee ?? file.applicantName,
    number: number ?? `${file.number}${paperLabels[kind]}`,
    issuedOn: ctx.today,
    issuedBy: ctx.actor.name,
    paper,
  })
  await ctx.jobs.add(tx, 'cases.print', { table: 'casePapers', id })
}

/** The paper of a result: a plain certificate or document with the QR code of the page that verifies it. */
export async function composeResult(ctx: Ctx, matter: Matter, result: NonNullable<Said['result']>): Promise<Paper> {
  const facts = await factsFor(ctx, matter, { result })
  return compose(template('result'), { ...facts, documentNumber: result.number }, matter.file, {
    url: verificationUrl(ctx, result.verificationCode),
    lines: [`核验码：${result.verificationCode}`, '扫描二维码，可以核验真伪和是否有效'],
  })
}

export const verificationUrl = (ctx: Ctx, code: string): string => `https://${ctx.settings.site.domain}/verify/${code}`

/** Number of a certificate or document, counted without gaps. */
export const resultNumber = (ctx: Ctx, matter: Matter, kind: 'certificate' | 'document' | 'other'): Promise<string> =>
  numbered(ctx, matter, kind === 'certificate' ? '证字' : '批')

/** Makes the files of a paper or a result, if they are not there yet. */
export async function print(ctx: Ctx, table: Printed, id: number): Promise<void> {
  const { paper, docxSha256, pdfSha256 } = await getPrinted(ctx.db, table, id)
  if (docxSha256 && pdfSha256) return
  await saveFiles(ctx.db, table, id, await keepPaper(ctx, paper))
}

/** The file of a paper or a result of a case, made now if the job has not come to it yet. Throws NotFound. */
export async function printedFile(ctx: Ctx, caseId: number, table: Printed, id: number, format: 'docx' | 'pdf') {
  const digest = format === 'docx' ? 'docxSha256' : 'pdfSha256'
  let printed = await getPrinted(ctx.db, table, id, caseId)
  if (printed[digest] === null) {
    await print(ctx, table, id)
    printed = await getPrinted(ctx.db, table, id, caseId)
  }
  return { name: `${printed.number}.${format}`, sha256: printed[digest] ?? '' }
}

/**
 * Tells the applicant where their case stands, by text message, by mail or by both, as they gave a mobile number, an address
 * or both. What the case is about is not said: messages pass through other hands.
 */
export async function tell(ctx: Ctx, tx: Db, file: CaseFile, sentence: string): Promise<void> {
  const phone = file.applicantPhone.trim()
  const { shortName, domain } = ctx.settings.site
  const news = `您的办件${file.number}：${sentence}`
  const page = `https://${domain}/cases/follow`
  if (/^1\d{10}$/.test(phone))
    await queueMessage(tx, ctx.jobs, { channel: 'sms', recipient: phone, body: `【${shortName}】${news}查看：${page}` })
  if (file.applicantEmail !== '')
    await queueMessage(tx, ctx.jobs, {
      channel: 'mail',
      recipient: file.applicantEmail,
      subject: `办件${file.number}有新的进展`,
      body: `${news}\n\n请凭办件编号和查询码查看：\n${page}\n\n${shortName}\n`,
    })
}
