import { Invalid } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { findUnit, reachUnit } from '../organisations/index.ts'
import { listTopics, saveTerms, saveTopic } from './catalogue.store.ts'
import type { TermKind, TermsForm, TopicForm } from './schema.ts'

/** Changes the terms of a kind; orders that run keep the reply day they have. Throws Forbidden outside the hotline. */
export async function changeTerms(ctx: Ctx, kind: TermKind, form: TermsForm): Promise<void> {
  await reachUnit(ctx, ctx.settings.site.rootUnit, 'hotline.arrange')
  await ctx.db.transaction().execute(async (tx) => {
    await saveTerms(tx, kind, form, { changedBy: ctx.actor.name, changedAt: ctx.now })
    await ctx.acts.write(tx, { act: 'hotline.termsChanged', subject: `workOrderTerms:${kind}`, data: form })
    // The portal promises these days.
    await publicChanged(tx)
  })
}

/** Adds or changes a topic of the dispatch catalogue. Throws Invalid, and Forbidden outside the hotline. */
export async function changeTopic(ctx: Ctx, form: TopicForm): Promise<void> {
  await reachUnit(ctx, ctx.settings.site.rootUnit, 'hotline.arrange')
  const problems = []
  const topics = await listTopics(ctx.db, { retired: true })
  const parent = topics.find((t) => t.code === form.parentCode)
  if (form.parentCode !== '' && (!parent || parent.parentCode !== null || parent.code === form.code))
    problems.push({ field: 'parentCode', message: '请选择第一级的事项' })
  else if (form.parentCode !== '' && topics.some((t) => t.parentCode === form.code))
    problems.push({ field: 'parentCode', message: '它下面还有事项，不能再属于别的一类' })
  if (form.ofPlace && form.unitCodes.length > 0)
    problems.push({ field: 'unitCodes', message: '由所在乡镇、街道办理的，不用再选单位' })
  for (const [i, code] of form.unitCodes.entries())
    if (!(await findUnit(ctx.db, code))) problems.push({ field: `unitCodes/${i}`, message: '请从列表中选择单位' })
  if (problems.length > 0) throw new Invalid(problems)
  const words = [...new Set(form.words.map((w) => w.trim()).filter((w) => w !== ''))]
  await ctx.db.transaction().execute(async (tx) => {
    await saveTopic(tx, { ...form, words }, { changedBy: ctx.actor.name, changedAt: ctx.now })
    await ctx.acts.write(tx, { act: 'hotline.topicChanged', subject: `workOrderTopic:${form.code}`, data: form })
  })
}
