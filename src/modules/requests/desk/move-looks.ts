import type { ComponentChildren } from 'preact'
import { addWorkingDays } from '../../../core/calendar.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Choice } from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { consultationAnswerLabels, consultationLabels, letterLabels, routeLabels } from '../labels.ts'
import type { MoveName } from '../rules.ts'
import { consultationAnswers, consultationKinds, routes } from '../schema.ts'
import type { RequestRecord } from '../service.ts'

/** How the page of a move speaks. Moves without one are made at once, or have pages of their own. */
type Look = {
  /** What happens, in a sentence or two. */
  lead: string
  button: string
  /** Said on the request when it is done. */
  done: string
  danger?: true
  hints?: Readonly<Record<string, ComponentChildren>>
}

export const looks = {
  askSupplement: {
    lead: '申请内容不明确的，请一次把需要补正的地方写全：补正只能要求一次。申请人会收到补正告知书。',
    button: '发出补正告知书',
    done: '补正告知书已发出，现在等申请人补正',
    hints: {
      points: '会原样写进告知书。写明缺什么、怎样写才算清楚，一行一项。',
      until: '给申请人合理的时间。没有正当理由逾期不补正的，视为放弃申请。',
    },
  },
  supplement: {
    lead: '申请人当面、来信、传真补正的，在这里登记。网上补正的会自动登记。',
    button: '登记补正，重新计时',
    done: '补正已登记，答复期限重新计算',
    hints: {
      wanted: '写成补正以后完整的内容，原来的写法留在办理过程里。',
      receivedOn: '留空就是今天。',
    },
  },
  abandon: {
    lead: '补正期限已过，申请人没有补正也没有说明正当理由的，可以按放弃申请处理。申请人会收到不再处理告知书。',
    button: '按放弃申请处理',
    done: '已按放弃申请处理',
    danger: true,
  },
  consult: {
    lead: '涉及商业秘密、个人隐私的，书面征求第三方意见；由几个机关共同制作的，征求他们的意见。征求意见的时间不计入答复期限。',
    button: '发出征求意见书',
    done: '征求意见书已发出，答复期限暂停计算',
    hints: {
      about: '写明涉及对方的哪些内容。不要写申请人是谁。',
      until: '法律规定了期限的按规定，不用填；没有规定的，填给对方的期限。',
      contact: '寄送文书的地址或者传真、邮箱',
    },
  },
  recordAnswer: {
    lead: '收到意见的，在这里登记。最后一份意见收到以后，答复期限接着计算。',
    button: '登记意见',
    done: '意见已登记',
    hints: {
      reasonable: '第三方不同意公开且有合理理由的，不予公开；不公开会对公共利益造成重大影响的除外。',
      answeredOn: '收到书面意见的那一天',
    },
  },
  proposeExtension: {
    lead: '不能按时答复的，经负责人同意可以延长一次。批准时，延期答复告知书随即发出。',
    button: '提请负责人批准',
    done: '已提请负责人批准延期',
    hints: { reason: '会写进延期答复告知书，请写申请人看得懂的理由。' },
  },
  askReasons: {
    lead: '申请的数量、频次明显超过合理范围的，可以要求申请人说明理由。答复期限照常计算。',
    button: '发出说明理由告知书',
    done: '说明理由告知书已发出',
    hints: { why: '写明这位申请人申请了多少次、为什么认为超过合理范围，会写进告知书。' },
  },
  giveReasons: {
    lead: '申请人当面、来信说明理由的，在这里登记。网上说明的会自动登记。',
    button: '登记理由',
    done: '申请人的理由已登记',
  },
  proposePostponement: {
    lead: '申请人的理由合理，但是无法在期限内答复的，可以另定合理的期限，要负责人批准。',
    button: '提请负责人批准',
    done: '已提请负责人批准另定期限',
    hints: { reason: '会写进合理期限告知书。' },
  },
  handOver: {
    lead: '应当由本市另一个单位答复的，转交给它。申请人会收到转办告知书，不用重新申请，答复期限也不重新计算。',
    button: '转交',
    done: '已转交',
  },
  askFee: {
    lead: '数量、频次明显超过合理范围的，可以收取信息处理费。按件或者按页，只选一种。',
    button: '发出缴费通知书',
    done: '缴费通知书已发出，现在等申请人缴费',
    hints: { pages: '按页计收的填写要提供多少页；按件计收的不用管。' },
  },
  recordPayment: {
    lead: '收到缴费的第二天起，答复期限重新计算。',
    button: '登记缴费，重新计时',
    done: '缴费已登记，答复期限重新计算',
  },
  abandonUnpaid: {
    lead: '缴费期限已过仍未缴费的，可以按放弃申请处理。申请人会收到不再处理告知书。',
    button: '按逾期未缴费处理',
    done: '已按逾期未缴费处理',
    danger: true,
  },
  withdraw: {
    lead: '申请人当面、电话、来信撤回的，核实身份以后在这里登记。申请人会收到撤回确认书，撤回以后不能恢复。',
    button: '登记撤回',
    done: '撤回已登记',
    danger: true,
    hints: { reason: '怎样提出的、怎样核实的，例如“电话提出，已回拨登记的号码核实”' },
  },
  followUp: {
    lead: '答复以后又找到、又可以公开的内容，在这里补充答复。原来的答复和统计都不变。',
    button: '发出补充答复书',
    done: '补充答复书已发出',
  },
  recordDelivery: {
    lead: '文书送到以后登记：怎样送的、哪天送到的。全部送达以后才能归档。',
    button: '登记送达',
    done: '送达已登记',
    hints: { note: '例如邮件号、签收人、是否按申请人要求的方式' },
  },
} as const satisfies Partial<Record<MoveName, Look>>

export type PagedMove = keyof typeof looks
export const lookOf = (name: PagedMove): Look => looks[name]
export const isPaged = (name: MoveName): name is PagedMove => name in looks

const named = <K extends string>(values: readonly K[], labels: Readonly<Record<K, string>>): Choice[] =>
  values.map((value) => ({ value, label: labels[value] }))

/** What the fields of a move offer to choose from. */
export function choicesOf(
  name: PagedMove,
  { life, request }: RequestRecord,
  units: readonly Unit[],
): Readonly<Record<string, readonly Choice[]>> {
  switch (name) {
    case 'consult':
      return { kind: named(consultationKinds, consultationLabels) }
    case 'recordAnswer':
      return {
        consultation: life.consultations
          .filter((c) => c.answer === null)
          .map((c) => ({ value: c.id, label: c.name, hint: `${c.sentOn} 发出，征求“${c.about.slice(0, 40)}”` })),
        answer: named(
          consultationAnswers.filter((a) => a !== 'silent'),
          consultationAnswerLabels,
        ),
      }
    case 'handOver':
      return {
        unitCode: units.filter((u) => u.code !== request.unitCode).map((u) => ({ value: u.code, label: u.name })),
      }
    case 'askFee':
      return {
        scheme: [
          { value: 'item', label: '按件计收' },
          { value: 'page', label: '按页计收' },
        ],
      }
    case 'recordDelivery':
      return {
        letter: life.letters
          .filter((l) => l.deliveredOn === null)
          .map((l) => ({
            value: l.id,
            label: `${letterLabels[l.kind]} ${l.number}`,
            hint: `给${l.addressee}，${l.issuedOn} 发出`,
          })),
        route: named(routes, routeLabels),
      }
    default:
      return {}
  }
}

/** What stands in the fields before anything is typed. */
export function defaultsOf(ctx: Ctx, name: PagedMove, { request, regime }: RequestRecord): Record<string, string> {
  const { today } = ctx
  switch (name) {
    case 'askSupplement':
    case 'askReasons':
      return { until: addWorkingDays(ctx.calendar, today, 10) }
    case 'supplement':
      return { wanted: request.wanted, receivedOn: today }
    case 'recordAnswer':
      return { answeredOn: today }
    case 'proposeExtension':
      return { days: String(regime.limits.extensionDays) }
    case 'recordPayment':
      return { paidOn: today }
    case 'askFee':
      return { scheme: 'item', pages: '0' }
    case 'recordDelivery':
      return { deliveredOn: today, route: request.wantedRoute }
    default:
      return {}
  }
}
