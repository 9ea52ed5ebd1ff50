import { Forbidden, Invalid, NotFound } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { AnswerForm, WarningRule } from './schema.ts'
import { mayOpen, reachCase } from './service.ts'
import { note } from './step.ts'
import { lockCase } from './store.ts'
import { countWarnings, listWarnings, saveAnswer } from './supervision.store.ts'

/** What the list of warnings is narrowed to, and where it goes on. */
export type WarningQuery = { rule?: WarningRule | undefined; cursor?: string | undefined }

/** What electronic supervision found within the actor's reach: by rule, and one by one. */
export async function warningsInReach(ctx: Ctx, asked: WarningQuery, size = 50) {
  const paths = [...new Set([...reach(ctx.actor, 'cases.view'), ...reach(ctx.actor, 'cases.supervise')])]
  const counts = await countWarnings(ctx.db, paths)
  return { counts, ...(await listWarnings(ctx.db, paths, { ...asked, size })) }
}

/**
 * Answers a warning: why it came to that, and what is being done. Kept with the case. Throws NotFound, Forbidden, Invalid.
 * @basis 国办函〔2016〕108号：电子监察的预警纠错、投诉处理
 */
export async function answerWarning(ctx: Ctx, number: string, form: AnswerForm): Promise<void> {
  const { file, life } = await reachCase(ctx, number)
  if (!mayOpen(ctx, file, life)) throw new Forbidden('预警由办理的人答复')
  if (form.answer.trim() === '') throw new Invalid([{ field: 'answer', message: '请写明原因和怎样办' }])
  await ctx.db.transaction().execute(async (tx) => {
    const locked = await lockCase(tx, number)
    const warning = { caseId: locked.id, rule: form.rule, period: form.period }
    const said = { answer: form.answer.trim(), answeredBy: ctx.actor.name, answeredAt: ctx.now }
    if (!(await saveAnswer(tx, warning, said))) throw new NotFound('这条预警')
    await note(ctx, tx, locked, 'warningAnswered', { ...form, answer: said.answer })
  })
}
