import { addDays, type Day } from '../../core/day.ts'
import * as acceptance from '../../modules/cases/acceptance.service.ts'
import { writeToOffice } from '../../modules/cases/applicant.service.ts'
import { correctable } from '../../modules/cases/corrections.ts'
import * as decision from '../../modules/cases/decision.service.ts'
import * as delivery from '../../modules/cases/delivery.service.ts'
import * as handling from '../../modules/cases/handling.service.ts'
import { lifeOf } from '../../modules/cases/life.store.ts'
import { currentSteps, isReview } from '../../modules/cases/progress.ts'
import { writeToApplicant } from '../../modules/cases/service.ts'
import { getCase } from '../../modules/cases/store.ts'
import type { Ctx } from '../../platform/context.ts'
import type { OpenItem } from './open-items.ts'
import type { Deed } from './scripts.ts'

/** Who does something to a case on a day: the applicant, the front, the officer of a unit, its head. */
export type Hands = {
  applicant: Ctx
  front: Ctx
  officer: (unit: string) => Ctx
  head: Ctx
}

type On = { number: string; item: OpenItem; hands: Hands; today: Day; proof: string }

/** Does one thing to a case, by the service that does it to a real one. */
export const deeds: Record<Deed, (on: On) => Promise<unknown>> = {
  accept: ({ hands, number }) => acceptance.accept(hands.front, number, { note: '' }),
  askSupplement: ({ hands, number, item, today }) =>
    acceptance.askSupplement(hands.front, number, {
      points: '证明材料看不清楚，请重新拍照上传',
      fields: correctable(item.elements.form)
        .slice(-2)
        .map((f) => f.name),
      until: addDays(today, 12),
    }),
  supplement: ({ hands, number, item, proof }) => {
    const material = item.elements.materials.find((m) => m.source !== 'shared')
    const files = material ? [{ key: material.key, name: '补正.png', sha256: proof }] : []
    return acceptance.supplement(hands.applicant, number, { materials: [], note: '已补正' }, files, { by: 'applicant' })
  },
  notAccept: ({ hands, number }) =>
    acceptance.notAccept(hands.front, number, {
      ...{ ground: 'notCompetent', reason: '住址不在本市，应向住所地的机关申请', organ: '澧县人民政府有关部门' },
      organContact: '请打澧县 12345',
    }),
  withdraw: ({ hands, number }) =>
    acceptance.withdraw(hands.applicant, number, { reason: '名称还要再想一想' }, { by: 'applicant' }),
  returnCase: ({ hands, number }) =>
    acceptance.returnCase(hands.officer(''), number, { reason: '容缺的材料没有按时补交' }),
  atOnce: ({ hands, number }) => decision.decideAtOnce(hands.front, number, { decision: 'approve', reason: '' }),
  pass: ({ hands, number }) => passReviews(hands, number),
  startSpecial: ({ hands, number, item, today }) =>
    handling.startSpecial(hands.officer(''), number, {
      kind: item.elements.specialProcedures[0]?.kind ?? 'inspection',
      ...{ reason: '需要到现场核对位置和尺寸', until: addDays(today, 9) },
    }),
  endSpecial: ({ hands, number }) => handling.endSpecial(hands.officer(''), number, { result: '符合要求' }),
  proposeExtension: ({ hands, number }) =>
    handling.proposeExtension(hands.officer(''), number, { days: 5, reason: '需要核对相邻工程的资料' }),
  proposeApproval: ({ hands, number }) =>
    decision.proposeDecision(hands.officer(''), number, { decision: 'approve', reason: '' }),
  proposeRejection: ({ hands, number }) =>
    decision.proposeDecision(hands.officer(''), number, {
      ...{ decision: 'reject', reason: '经审查，所交材料不能证明符合规定的条件。' },
    }),
  approve: ({ hands, number }) => decision.decide(hands.head, number, { decision: 'approve', reason: '' }),
  reject: ({ hands, number }) =>
    decision.decide(hands.head, number, { decision: 'reject', reason: '设置的位置不符合户外广告设置规划。' }),
  askFee: ({ hands, number }) => handling.askFee(hands.officer(''), number, { feeFen: 80_00 }),
  pay: ({ hands, number, today }) =>
    handling.recordPayment(hands.officer(''), number, { paidOn: today, receipt: '湘财缴 000001' }),
  issue: ({ hands, number }) => decision.issueResult(hands.front, number),
  post: ({ hands, number }) =>
    delivery.post(hands.front, number, { address: '', phone: '', carrier: '', trackingNumber: '' }),
  deliver: async ({ hands, number }) => {
    const { applicantName } = await getCase(hands.front.db, number)
    return delivery.deliver(hands.front, number, { recipient: applicantName, recipientIdNumber: '' })
  },
  archive: ({ hands, number }) => delivery.archive(hands.front, number),
  write: ({ hands, number }) =>
    writeToOffice(hands.applicant, number, number, '您好，请问材料够不够？大概哪天有结果？'),
  answer: ({ hands, number }) => writeToApplicant(hands.officer(''), number, '您好，材料齐了，正在审查，请留意通知。'),
}

/** Passes the review steps that are under way, and those that begin when they are passed, each by the unit that takes it. */
async function passReviews(hands: Hands, number: string): Promise<void> {
  for (;;) {
    const file = await getCase(hands.front.db, number)
    const { steps } = await lifeOf(hands.front.db, file.id)
    const open = currentSteps(steps).filter((s) => s.state === 'doing' && isReview(s))
    for (const step of open)
      await handling.passStep(hands.officer(step.unitCode), number, { step: step.id, opinion: '材料齐全，符合条件' })
    if (open.length === 0) return
  }
}
