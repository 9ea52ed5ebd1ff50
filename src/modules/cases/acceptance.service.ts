import type { Static } from 'typebox'
import { addDays, showLongDay } from '../../core/day.ts'
import { Invalid } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import { getUnit } from '../organisations/index.ts'
import { askCorrections, listCorrections, saveCorrections } from './corrections.store.ts'
import { correct, namedLines, problemsInNamed } from './corrections.ts'
import { nonAcceptanceLabels } from './labels.ts'
import { noticeDue, warnOn } from './limits.ts'
import { addMaterials, listReusable, replaceMaterials } from './materials.store.ts'
import { gatherMaterials, type MaterialFile } from './materials.ts'
import { issuePaper, tell } from './papers.service.ts'
import { problemsInNotice } from './rules.ts'
import type * as schema from './schema.ts'
import { advance, change, endAll, handler, move, moveClock, note, openOf, type Step, saveDues } from './step.ts'
import { voidProposals } from './steps.store.ts'

type By = { by?: 'applicant' | undefined; version?: Version }

/**
 * Accepts a case: its clocks begin, and it goes to the unit that decides. What was tolerated stops the promised clock until
 * its last day.
 * @basis 《行政许可法》第三十二条第一款第五项、第四十二条
 */
export function accept(ctx: Ctx, number: string, form: Static<typeof schema.AcceptForm>, version?: Version) {
  return move(ctx, number, 'accept', { version }, async (step) => {
    await takeOn(ctx, step, { acceptedOn: ctx.today, acceptedBySilence: false })
    await note(ctx, step.tx, step.file, 'accepted', { note: form.note, dueOn: step.file.dueOn })
  })
}

/**
 * Accepts what nobody asked to be completed in time, from the day the materials came. Run by the clock.
 * @basis 《行政许可法》第三十二条第一款第四项：逾期不告知的，自收到申请材料之日起即为受理
 */
export function acceptSilently(ctx: Ctx, number: string) {
  return move(ctx, number, 'acceptSilently', { by: 'clock' }, async (step) => {
    await takeOn(ctx, step, { acceptedOn: step.file.noticeFrom, acceptedBySilence: true })
    await note(ctx, step.tx, step.file, 'acceptedSilently', { from: step.file.noticeFrom, dueOn: step.file.dueOn })
  })
}

async function takeOn(
  ctx: Ctx,
  step: Step,
  how: { acceptedOn: Step['file']['receivedOn']; acceptedBySilence: boolean },
): Promise<void> {
  const { tx, file } = step
  const goesOn = file.decidingUnitCode !== file.atUnitCode
  await change(step, { ...how, state: 'accepted', atUnitCode: file.decidingUnitCode, clockStopped: false })
  const later = step.life.materials
    .filter((m) => m.way === 'later' && !m.replaced)
    .flatMap((m) => m.toleratedUntil ?? [])
  const until = later.sort().at(-1)
  if (until)
    await moveClock(ctx, step, {
      kind: 'pause',
      cause: 'tolerance',
      on: how.acceptedOn,
      until,
      ground: '等待补交容缺的材料',
    })
  else await saveDues(ctx, tx, file)
  await advance(ctx, step, openOf(step, 'accept'))
  await issuePaper(ctx, step, 'acceptance')
  if (goesOn) {
    const { name } = await getUnit(tx, file.decidingUnitCode)
    await issuePaper(ctx, step, 'transfer', { toUnit: name })
  }
  await tell(
    ctx,
    tx,
    file,
    file.promisedDueOn ? `已经受理，承诺在${showLongDay(file.promisedDueOn)}以前办好。` : '已经受理。',
  )
}

/**
 * Asks the applicant, once and for everything, to complete the materials, and to put right the named fields of the form.
 * @basis 《行政许可法》第三十二条第一款第四项
 */
export function askSupplement(
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.SupplementNotice>,
  version?: Version,
) {
  return move(ctx, number, 'askSupplement', { version }, async (step) => {
    const asked = step.version.elements.form
    const problems = [...problemsInNotice(form.until, ctx.today), ...problemsInNamed(asked, form.fields)]
    if (problems.length > 0) throw new Invalid(problems)
    const { id, answers } = step.file
    await askCorrections(step.tx, id, form.fields, { answers, askedOn: ctx.today })
    const points = [form.points.trim(), ...namedLines(asked, form.fields)].join('\n')
    // While the applicant is waited for, the day that matters is theirs.
    const theirs = { waitingUntil: form.until, dueOn: form.until, warnOn: addDays(form.until, 1), clockStopped: true }
    await change(step, { state: 'supplementAsked', ...theirs })
    await note(ctx, step.tx, step.file, 'supplementAsked', { ...form, points })
    await issuePaper(ctx, step, 'supplementNotice', { points, until: form.until })
    await tell(ctx, step.tx, step.file, `有材料需要补正，请在${showLongDay(form.until)}以前一次补齐。`)
  })
}

/**
 * Takes up what the applicant completed: materials that come take the place of earlier ones, answers to the named fields
 * that of earlier answers, which are kept beside them. The five working days for the
 * office begin anew; when all that was asked for has come, it must accept.
 * @basis 《行政许可法》第三十二条第一款第四项、第五项
 */
export function supplement(
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.SupplementForm>,
  files: readonly MaterialFile[],
  { by, version }: By = {},
) {
  return move(ctx, number, 'supplement', { by, version }, async (step) => {
    const brought = await takeMaterials(ctx, step, form, files, by)
    const named = (await listCorrections(step.tx, step.file.id)).map((c) => c.field)
    const corrected = correct(step.version.elements.form, step.file.answers, named, form.answers ?? {})
    if (corrected.problems.length > 0) throw new Invalid(corrected.problems)
    const dueOn = noticeDue(ctx.calendar, ctx.today)
    await change(step, {
      state: 'submitted',
      noticeFrom: ctx.today,
      waitingUntil: null,
      clockStopped: false,
      dueOn,
      warnOn: warnOn(ctx.calendar, dueOn, 1, ctx.settings.limits.caseWarnPercent),
    })
    if (corrected.fields.length > 0) {
      const answered = { answers: corrected.answers, by: by === 'applicant' ? '申请人' : ctx.actor.name, on: ctx.today }
      await saveCorrections(step.tx, step.file.id, corrected.fields, answered)
    }
    const came = { materials: brought, fields: corrected.fields, note: form.note }
    await note(ctx, step.tx, step.file, 'supplemented', came)
    await tell(ctx, step.tx, step.file, `收到了补正的材料，最迟${showLongDay(dueOn)}告诉您是否受理。`)
  })
}

/** Keeps materials that come after the application. @returns their names */
async function takeMaterials(
  ctx: Ctx,
  { tx, file, version, life }: Step,
  { materials: given }: Pick<Static<typeof schema.SupplementForm>, 'materials'>,
  files: readonly MaterialFile[],
  by: 'applicant' | undefined,
): Promise<string[]> {
  const keys = new Set([...given.map((g) => g.key), ...files.map((f) => f.key)])
  const wanted = { ...version.elements, materials: version.elements.materials.filter((m) => keys.has(m.key)) }
  const channel: schema.Channel = by === 'applicant' ? 'online' : file.channel === 'online' ? 'window' : file.channel
  const who = { idNumber: file.applicantIdNumber, accountId: by === 'applicant' ? (file.accountId ?? '') : undefined }
  const reusable = await listReusable(tx, who)
  const world = { channel, calendar: ctx.calendar, on: ctx.today, files, reusable }
  // What a condition asks was settled when the case began; here only what comes now is looked at.
  const asked = {
    ...wanted,
    materials: wanted.materials.map((m) => ({ ...m, necessity: 'required' as const })),
    questions: [],
  }
  const { kept, problems } = gatherMaterials(asked, file.choices, given, world)
  if (problems.length > 0) throw new Invalid(problems)
  if (kept.some((m) => m.way === 'later') && life.materials.length > 0)
    throw new Invalid([{ field: 'materials', message: '补正和补交的材料不能再留到以后' }])
  await replaceMaterials(tx, file.id, [...new Set(kept.map((m) => m.materialKey))])
  await addMaterials(tx, file.id, kept, { addedBy: ctx.actor.name, addedOn: ctx.today })
  return kept.map((m) => m.name)
}

/**
 * Takes materials that were tolerated; with the last of them the promised clock runs on.
 * @basis 容缺受理：材料目录和期限以事项实施清单为准
 */
export function bringMaterials(
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.SupplementForm>,
  files: readonly MaterialFile[],
  { by, version }: By = {},
) {
  return move(ctx, number, 'bringMaterials', { by, version }, async (step) => {
    const brought = await takeMaterials(ctx, step, form, files, by)
    if (brought.length === 0) throw new Invalid([{ field: 'materials', message: '请选择要补交的材料' }])
    await change(step, {})
    await note(ctx, step.tx, step.file, 'materialsBrought', { materials: brought })
    await tell(ctx, step.tx, step.file, '收到了补交的材料。')
    const missing = step.life.materials.filter((m) => m.way === 'later' && !m.replaced && !brought.includes(m.name))
    if (missing.length === 0)
      await moveClock(ctx, step, { kind: 'resume', cause: 'tolerance', on: ctx.today, ground: '容缺的材料已经补齐' })
  })
}

/**
 * Does not accept: no permission is needed, another organ is competent, or what was asked for did not come. Told at once,
 * with the right organ and the remedies.
 * @basis 《行政许可法》第三十二条第一款第一项、第二项，第二款
 */
export function notAccept(ctx: Ctx, number: string, form: Static<typeof schema.NonAcceptance>, version?: Version) {
  return move(ctx, number, 'notAccept', { version }, async (step) => {
    if (form.ground === 'notCompetent' && form.organ.trim() === '')
      throw new Invalid([{ field: 'organ', message: '不属于本机关职权的，请写明应当向哪个机关申请' }])
    await end(ctx, step, 'notAccepted', form.reason)
    await note(ctx, step.tx, step.file, 'notAccepted', form)
    const { reason, organ, organContact } = form
    await issuePaper(ctx, step, 'nonAcceptance', {
      ground: nonAcceptanceLabels[form.ground],
      reason,
      organ,
      organContact,
    })
    await tell(ctx, step.tx, step.file, '不予受理，理由和怎么办请看通知书。')
  })
}

/** Ends a case at the applicant's wish. Throws Refused when it was decided. */
export function withdraw(
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.WithdrawalForm>,
  { by, version }: By = {},
) {
  return move(ctx, number, 'withdraw', { by, version }, async (step) => {
    await end(ctx, step, 'withdrawn', form.reason)
    await note(ctx, step.tx, step.file, 'withdrawn', form)
    await issuePaper(ctx, step, 'withdrawal', form.reason.trim() === '' ? {} : { reason: form.reason })
    await tell(ctx, step.tx, step.file, '已经撤回，不再办理。')
  })
}

/** Gives a case back that cannot be gone on with, such as when a tolerated material did not come. */
export function returnCase(ctx: Ctx, number: string, form: Static<typeof schema.ReturnForm>, version?: Version) {
  return move(ctx, number, 'returnCase', { version }, async (step) => {
    await end(ctx, step, 'returned', form.reason)
    await note(ctx, step.tx, step.file, 'returned', form)
    await issuePaper(ctx, step, 'returned', { reason: form.reason })
    await tell(ctx, step.tx, step.file, '已经退件，原因请看告知书。')
  })
}

async function end(
  ctx: Ctx,
  step: Step,
  state: 'notAccepted' | 'withdrawn' | 'returned',
  closingNote: string,
): Promise<void> {
  await voidProposals(step.tx, step.file.id)
  await endAll(ctx, step)
  await change(step, {
    state,
    closingNote: closingNote.trim(),
    completedOn: ctx.today,
    waitingUntil: null,
    clockStopped: false,
    provisional: false,
    ...handler(ctx, step.file),
  })
}
