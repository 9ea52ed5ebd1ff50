import type { Static } from 'typebox'
import { Invalid } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { addFiles, addUrging } from './life.store.ts'
import type { EscalateForm, InstructForm, SuperviseForm, SupplementForm, UrgeForm, Urger } from './schema.ts'
import { change, move } from './step.ts'
import { tellUnit } from './telling.ts'

/** A file that is kept already. */
type Sent = { sha256: string; name: string }

/**
 * Adds to what was said: the person on the portal, or the hotline as the person says it. Whoever has the turn is told. Files
 * that come with it stand with those of the letter. Throws Invalid when there are too many, Refused.
 */
export const supplement = (
  ctx: Ctx,
  number: string,
  form: Static<typeof SupplementForm>,
  { by, version, files = [] }: { by?: 'person'; version?: Version; files?: readonly Sent[] } = {},
): Promise<void> =>
  move(ctx, number, 'supplement', { by, version }, async ({ tx, order, life }) => {
    const words = form.words.trim()
    if (words === '') throw new Invalid([{ field: 'words', message: '请写明要补充什么' }])
    const most = ctx.settings.limits.uploadsPerDocument
    if (life.files.filter((f) => f.kind === 'evidence').length + files.length > most)
      throw new Invalid([{ field: 'evidence', message: `材料一共最多 ${most} 个，请减少或合并` }])
    const addedBy = by === 'person' ? '来访人' : ctx.actor.name
    await addFiles(tx, order.id, files, { kind: 'evidence', addedBy, addedOn: ctx.today })
    const sentence = `来访人补充：${words}${files.length > 0 ? `（附材料 ${files.length} 个）` : ''}`
    await tellUnit(ctx, tx, order.atUnitCode, { number, subject: '补充情况', sentence })
    return { act: 'supplemented', words, data: files.length > 0 ? { files: files.map((f) => f.name) } : {} }
  })

/** Urges whoever has the turn: the person once a day, the hotline, the leader. */
export const urge = (
  ctx: Ctx,
  number: string,
  form: Static<typeof UrgeForm>,
  { by, version }: { by?: 'person'; version?: Version } = {},
): Promise<void> =>
  move(ctx, number, 'urge', { by, version }, async (step) => {
    const { tx, order } = step
    const leads = by === undefined && holds(ctx.actor, 'hotline.lead', order.intakeUnitPath)
    const byWhom: Urger = by ?? (leads ? 'leader' : 'hotline')
    await addUrging(tx, order.id, {
      ...{ byWhom, words: form.words.trim(), urgedBy: ctx.actor.accountId ?? null },
      ...{ urgedName: by === 'person' ? '来访人' : ctx.actor.name, urgedOn: ctx.today, urgedAt: ctx.now },
    })
    change(step, { urgings: order.urgings + 1 })
    await tellUnit(ctx, tx, order.atUnitCode, {
      ...{ number, subject: '催办' },
      sentence: form.words.trim() || '来访人在等消息，请尽快办理。',
    })
    return { act: 'urged', words: form.words.trim(), data: { byWhom } }
  })

/** Puts an order under supervision, with an order to finish. */
export const supervise = (
  ctx: Ctx,
  number: string,
  form: Static<typeof SuperviseForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'supervise', { version }, async (step) => {
    const { tx, order } = step
    change(step, { supervisedOn: ctx.today })
    await tellUnit(ctx, tx, order.atUnitCode, { number, subject: '督办', sentence: form.words.trim() })
    return { act: 'supervised', words: form.words.trim() }
  })

/** Takes an order to the leader: by the hotline, or by the clock when it is long overdue. */
export const escalate = (
  ctx: Ctx,
  number: string,
  form: Static<typeof EscalateForm>,
  { by, version }: { by?: 'clock'; version?: Version } = {},
): Promise<void> =>
  move(ctx, number, 'escalate', { by, version }, async (step) => {
    const { tx, order } = step
    change(step, { escalatedOn: ctx.today, instructedOn: null })
    const message = { number, subject: '报领导', sentence: form.words.trim() }
    await tellUnit(ctx, tx, order.intakeUnitCode, message)
    return { act: 'escalated', words: form.words.trim(), data: { dueOn: order.dueOn } }
  })

/** The leader's instruction. Throws Invalid without words. */
export const instruct = (
  ctx: Ctx,
  number: string,
  form: Static<typeof InstructForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'instruct', { version }, async (step) => {
    const words = form.words.trim()
    if (words === '') throw new Invalid([{ field: 'words', message: '请写明批示的意见' }])
    change(step, { instructedOn: ctx.today })
    await tellUnit(ctx, step.tx, step.order.atUnitCode, { number, subject: '领导批示', sentence: words })
    return { act: 'instructed', words }
  })
