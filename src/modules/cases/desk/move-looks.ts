import { addWorkingDays } from '../../../core/calendar.ts'
import type { Ctx } from '../../../platform/context.ts'
import { carriers } from '../../../platform/parcel.ts'
import type { Choice, MoveLook } from '../../../ui/index.ts'
import type { Made } from '../acting.ts'
import { correctable } from '../corrections.ts'
import { decisionLabels, nonAcceptanceLabels, specialLabels } from '../labels.ts'
import { currentSteps, isReview } from '../progress.ts'
import type { CaseRecord } from '../service.ts'

/** How the page of a move speaks. Moves without one are made at once, or on the list of decisions. */
type Look = MoveLook & {
  /** Said on the case when it is done. */
  done: string
  /** Whether its papers can be looked at before they go out, or must be. */
  preview?: 'offered' | 'first'
}

export const looks = {
  accept: {
    lead: '材料齐全、符合法定形式的，受理。受理通知书随即发出，从今天起计算办理期限。',
    button: '受理，发出受理通知书',
    done: '已受理，受理通知书已发出',
    preview: 'offered',
    hints: { note: '只留在办理过程里，可以不写。' },
  },
  askSupplement: {
    lead: '材料不齐的，请一次把需要补正的内容写全：补正只能要求一次。申请人会收到一次性补正告知书。',
    button: '发出补正告知书',
    done: '补正告知书已发出，现在等申请人补正',
    preview: 'first',
    hints: {
      points: '会原样写进告知书，一行一项。写明缺什么、怎样才算齐。',
      fields: '勾选的，申请人可以在网上直接改；没有勾选的不能改。改以前的内容也留着，审查时对照着看。',
      until: '给申请人合理的时间。',
    },
  },
  supplement: {
    lead: '申请人当面、来信补正的，在这里登记。网上补正的会自动登记。收到补正以后，重新有五个工作日告知是否受理。',
    button: '登记补正',
    done: '补正已登记，请审查是否受理',
    hints: { note: '补正了什么，可以不写。' },
  },
  notAccept: {
    lead: '不需要办理的、不属于本单位职权的，当场告知；补正期限过了仍不齐的，也在这里办理。申请人会收到不予受理通知书。',
    button: '发出不予受理通知书',
    done: '不予受理通知书已发出',
    danger: true,
    preview: 'first',
    hints: {
      reason: '会写进通知书，请写申请人看得懂的理由。',
      organ: '不属于本单位职权的必填：应当向哪个机关申请。',
      organContact: '地址、电话，方便申请人去找。',
    },
  },
  decideAtOnce: {
    lead: '即办件材料齐全的，当场作出决定：受理、决定、制发结果一次完成。',
    button: '当场办结',
    done: '已当场办结，可以打印结果、登记领取',
    preview: 'offered',
    hints: { reason: '不予批准的必填，会写进决定书。批准的可以不写。' },
  },
  bringMaterials: {
    lead: '容缺受理的材料补来以后，在这里登记。全部补齐以后，承诺期限接着计算。',
    button: '登记补交',
    done: '补交的材料已登记',
    hints: { note: '可以不写。' },
  },
  startSpecial: {
    lead: '听证、检验、检测、鉴定、专家评审等需要的时间，不计入办理期限，要书面告知申请人。',
    button: '启动特别程序，暂停计时',
    done: '特别程序已启动，期限暂停计算',
    preview: 'first',
    hints: { reason: '会写进告知书。', until: '只供申请人参考，可以不填；实际以结束那天为准。' },
  },
  endSpecial: {
    lead: '特别程序结束的，写明结果。从今天起接着计时。',
    button: '结束特别程序，接着计时',
    done: '特别程序已结束，期限接着计算',
  },
  proposeExtension: {
    lead: '不能按期办结的，经负责人批准可以延长一次，理由会告知申请人。',
    button: '提请负责人批准',
    done: '已提请负责人批准延期',
    hints: { reason: '会写进延长期限告知书。' },
  },
  passStep: {
    lead: '写明审查意见，通过这个环节。同一组的环节都通过以后，自动进入下一个环节。',
    button: '通过这个环节',
    done: '环节已通过',
    hints: { opinion: '写明看了什么、结论是什么。' },
  },
  returnStep: {
    lead: '前面的环节有问题的，退回去重新办理。那个环节和它后面的环节都要再办一遍，期限照常计算。',
    button: '退回前面的环节',
    done: '已退回前面的环节',
    hints: { opinion: '写明哪里有问题、怎样补。' },
  },
  proposeDecision: {
    lead: '审查完了，提出处理意见，送有权决定的人。决定作出时，决定书随即发出。',
    button: '送审',
    done: '处理意见已送审',
    hints: { reason: '不予批准的必填，会写进决定书。批准的可以不写。' },
  },
  decide: {
    lead: '作出决定，决定书随即发出。先看文书，确认以后再发出。',
    button: '作出决定，发出决定书',
    done: '决定已作出，决定书已发出',
    preview: 'first',
    hints: { reason: '不予批准的必填，会写进决定书。批准的可以不写。' },
  },
  askFee: {
    lead: '只按收费依据和标准收费。申请人会收到缴费通知书，缴清以后才能发证。',
    button: '发出缴费通知书',
    done: '缴费通知书已发出',
    preview: 'offered',
    hints: { feeFen: '以分为单位，例如 10 元写 1000。' },
  },
  recordPayment: {
    lead: '收到缴费以后登记。',
    button: '登记缴费',
    done: '缴费已登记',
  },
  withdraw: {
    lead: '申请人当面、来信撤回的，核实身份以后在这里登记。撤回以后不能恢复。',
    button: '登记撤回',
    done: '撤回已登记',
    danger: true,
    preview: 'offered',
    hints: { reason: '怎样提出的、怎样核实的。' },
  },
  returnCase: {
    lead: '办不下去的，例如容缺的材料过了期限仍没有补交，退件并告知原因。退件以后不能恢复，申请人可以重新申请。',
    button: '退件',
    done: '已退件',
    danger: true,
    preview: 'first',
    hints: { reason: '会写进退件告知书。' },
  },
  issueResult: {
    lead: '编号、制发证照和文书，每一份都带核验二维码。先看样子，确认以后再制发。',
    button: '制发',
    done: '结果已制发，可以打印和送达',
    preview: 'first',
  },
  deliver: {
    lead: '核对领取人的证件，把结果交给他，请他在送达回证上签字。',
    button: '登记领取，生成送达回证',
    done: '已送达，送达回证可以打印',
    hints: { recipientIdNumber: '代领的要核对并填写；本人领取的可以不填。' },
  },
  post: {
    lead: '交给快递以后登记，申请人会收到单号。',
    button: '登记寄出',
    done: '已登记寄出，申请人会收到单号',
    hints: {
      address: '留空就寄到申请人填写的地址。',
      phone: '留空就用申请人的电话。',
      carrier: `留空就用${carriers[0]?.name ?? '默认的快递'}，它会自动给出单号、更新进展。`,
      trackingNumber: '别家快递的，照快递单填写。',
    },
  },
  arrive: {
    lead: '收件人已经签收的，在这里登记。',
    button: '登记签收',
    done: '签收已登记',
  },
  revokeResult: {
    lead: '依法撤销、撤回、注销的，写明理由。核验页从此显示已撤销，申请人会收到短信。',
    button: '撤销',
    done: '已撤销',
    danger: true,
    hints: { reason: '写明依据和事实。' },
  },
  handOver: {
    lead: '交给本单位或者现在办理单位的另一位同事接着办，期限照常计算。',
    button: '移交',
    done: '已移交',
  },
} as const satisfies Partial<Record<Made, Look>>

export type PagedMove = keyof typeof looks
export const lookOf = (name: PagedMove): Look => looks[name]
export const isPaged = (name: Made): name is PagedMove => name in looks

const named = <K extends string>(labels: Readonly<Record<K, string>>): Choice[] =>
  (Object.entries(labels) as [K, string][]).map(([value, label]) => ({ value, label }))

/** What the fields of a move offer to choose from. */
export function choicesOf(
  name: PagedMove,
  { life, file, version }: CaseRecord,
  colleagues: readonly { id: string; name: string; unitName: string }[],
): Readonly<Record<string, readonly Choice[]>> {
  const steps = currentSteps(life.steps).filter(isReview)
  switch (name) {
    case 'notAccept':
      return { ground: named(nonAcceptanceLabels) }
    case 'decide':
    case 'decideAtOnce':
    case 'proposeDecision':
      return { decision: named(decisionLabels) }
    case 'startSpecial': {
      const known = version.elements.specialProcedures.map((s) => ({ value: s.kind as string, label: s.name }))
      const rest = named(specialLabels).filter((c) => !known.some((k) => k.value === c.value))
      return { kind: [...known, ...rest] }
    }
    case 'askSupplement':
      return { fields: correctable(version.elements.form).map(({ name, title }) => ({ value: name, label: title })) }
    case 'passStep':
    case 'returnStep':
      return {
        step: steps
          .filter((s) => s.state === 'doing')
          .map((s) => ({ value: s.id, label: s.name, hint: `${s.unitName}，${s.dueOn ?? ''} 以前` })),
        to: steps.filter((s) => s.state === 'done').map((s) => ({ value: s.stepKey, label: s.name })),
      }
    case 'handOver':
      return {
        accountId: colleagues
          .filter((c) => c.id !== file.handlerId)
          .map((c) => ({ value: c.id, label: `${c.name}（${c.unitName}）` })),
      }
    case 'revokeResult':
      return {
        result: life.results
          .filter((r) => r.revokedOn === null)
          .map((r) => ({ value: r.id, label: `${r.name} ${r.number}` })),
      }
    default:
      return {}
  }
}

/** What stands in the fields before anything is typed. */
export function defaultsOf(ctx: Ctx, name: PagedMove, { life, version }: CaseRecord): Record<string, string> {
  const { today, calendar } = ctx
  switch (name) {
    case 'askSupplement':
      return { until: addWorkingDays(calendar, today, 10) }
    case 'decide':
    case 'decideAtOnce':
    case 'proposeDecision':
      return { decision: 'approve' }
    case 'startSpecial':
      return { kind: version.elements.specialProcedures[0]?.kind ?? '' }
    case 'proposeExtension':
      return { days: '10' }
    case 'passStep':
    case 'returnStep': {
      const doing = currentSteps(life.steps).filter((s) => isReview(s) && s.state === 'doing')
      return doing.length === 1 ? { step: String(doing[0]?.id) } : {}
    }
    case 'askFee': {
      const fen = version.elements.fees.reduce((sum, f) => sum + (f.amountFen ?? 0), 0)
      return fen > 0 ? { feeFen: String(fen) } : {}
    }
    case 'recordPayment':
      return { paidOn: today }
    case 'arrive':
      return { arrivedOn: today }
    case 'revokeResult':
      return life.results.length === 1 ? { result: String(life.results[0]?.id) } : {}
    default:
      return {}
  }
}
