import { day } from '../../core/day.ts'
import { Invalid } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { findingsInAll, readFiles } from './readings.service.ts'
import { problemInReassessment, problemInReviewBy, problemsInSubmission, withReason } from './rules.ts'
import type { ApproveForm, ReassessForm, RevisitForm, SubmitForm, WithholdForm } from './schema.ts'
import { move, writeAct } from './service.ts'
import * as store from './store.ts'

/**
 * Hands a draft in for review. Personal data found in it must be removed, or its stay confirmed with a reason.
 * Throws Invalid, Refused.
 * @basis 国办发〔2016〕80号;《个人信息保护法》第二十五条
 */
export async function submit(ctx: Ctx, id: number, form: SubmitForm): Promise<void> {
  await readFiles(ctx, await store.listAttachments(ctx.db, id))
  await move(ctx, id, 'submit', async (tx, document) => {
    const [attachments, explained] = [await store.listAttachments(tx, id), await store.listExplained(tx, id)]
    const findings = await findingsInAll(tx, document, attachments)
    const problems = problemsInSubmission(
      { ...document, attachments: attachments.length, explains: explained.length },
      findings,
      form.personalDataReason,
    )
    if (problems.length > 0) throw new Invalid(problems)
    const reason = form.personalDataReason.trim()
    await store.updateDocument(tx, id, {
      state: 'inReview',
      submittedAt: ctx.now,
      personalData: JSON.stringify(withReason(findings, reason)),
      personalDataConfirmedBy: null,
      secrecyReviewedBy: null,
      secrecyNote: null,
      reviewedBy: null,
      reviewedAt: null,
      reviewNote: null,
    })
    await writeAct(ctx, tx, 'submitted', document, {
      version: document.version,
      personalData: findings.length,
      ...(findings.length > 0 ? { reason } : {}),
    })
  })
}

/** Takes a document back from review to work on it. */
export async function recall(ctx: Ctx, id: number): Promise<void> {
  await move(ctx, id, 'recall', async (tx, document) => {
    await store.updateDocument(tx, id, { state: 'draft' })
    await writeAct(ctx, tx, 'recalled', document)
  })
}

/** Sends a document back to its drafter with what is to be changed. */
export async function returnForChange(ctx: Ctx, id: number, note: string): Promise<void> {
  await move(ctx, id, 'return', async (tx, document) => {
    await store.dropPlannedChannels(tx, id)
    await store.updateDocument(tx, id, {
      state: 'returned',
      reviewNote: note,
      reviewedBy: null,
      reviewedAt: null,
      secrecyReviewedBy: null,
      secrecyNote: null,
      publishAt: null,
    })
    await writeAct(ctx, tx, 'returned', document, { note })
  })
}

/**
 * Approves publication after the secrecy review. It does not publish: another person does.
 * @basis 《政府信息公开条例》第十七条
 */
export async function approve(ctx: Ctx, id: number, form: ApproveForm): Promise<void> {
  await move(ctx, id, 'approve', async (tx, document) => {
    const by = ctx.actor.accountId ?? ctx.actor.name
    await store.updateDocument(tx, id, {
      state: 'approved',
      secrecyReviewedBy: by,
      secrecyNote: form.secrecyNote,
      reviewedBy: by,
      reviewedAt: ctx.now,
      reviewNote: form.note,
    })
    await writeAct(ctx, tx, 'approved', document, { version: document.version, ...form })
  })
}

/**
 * Confirms that a document is not published of our own accord, and until when that holds without another look.
 * @basis 《政府信息公开条例》第十四条至第十八条
 */
export async function withhold(ctx: Ctx, id: number, form: WithholdForm): Promise<void> {
  const reassessOn = day(form.reassessOn)
  const problem = problemInReassessment(reassessOn, ctx.today)
  if (problem) throw new Invalid([problem])
  await move(ctx, id, 'withhold', async (tx, document) => {
    const by = ctx.actor.accountId ?? ctx.actor.name
    await store.updateDocument(tx, id, {
      state: 'withheld',
      reassessOn,
      secrecyReviewedBy: by,
      secrecyNote: form.secrecyNote,
      reviewedBy: by,
      reviewedAt: ctx.now,
      reviewNote: form.note,
    })
    await writeAct(ctx, tx, 'withheld', document, {
      ...form,
      attribute: document.attribute,
      ground: document.attributeGround,
    })
  })
}

/**
 * Looks again at what is withheld: it stays so until a later day, or goes back to be published.
 * @basis 《政府信息公开条例》第十八条
 */
export async function reassess(ctx: Ctx, id: number, form: ReassessForm): Promise<void> {
  if (form.outcome === 'open') {
    await move(ctx, id, 'reopen', async (tx, document) => {
      await store.updateDocument(tx, id, {
        state: 'draft',
        attribute: 'proactive',
        attributeGround: null,
        reassessOn: null,
        dueOn: null,
      })
      await writeAct(ctx, tx, 'reopened', document, { note: form.note })
    })
    return
  }
  if (!form.reassessOn) throw new Invalid([{ field: 'reassessOn', message: '请填写下次评估日期' }])
  const reassessOn = day(form.reassessOn)
  const problem = problemInReassessment(reassessOn, ctx.today)
  if (problem) throw new Invalid([problem])
  await move(ctx, id, 'reassess', async (tx, document) => {
    await store.updateDocument(tx, id, { reassessOn })
    await writeAct(ctx, tx, 'reassessed', document, { note: form.note, before: document.reassessOn, reassessOn })
  })
}

/** Notes that somebody has looked whether a published text still holds, and when to look again, if at all. */
export async function revisit(ctx: Ctx, id: number, form: RevisitForm): Promise<void> {
  const reviewBy = form.reviewBy === '' ? null : day(form.reviewBy)
  const problem = reviewBy && problemInReviewBy(reviewBy, ctx.today)
  if (problem) throw new Invalid([problem])
  await move(ctx, id, 'revisit', async (tx, document) => {
    await store.updateDocument(tx, id, { reviewBy })
    await writeAct(ctx, tx, 'revisited', document, { note: form.note, before: document.reviewBy, reviewBy })
  })
}
