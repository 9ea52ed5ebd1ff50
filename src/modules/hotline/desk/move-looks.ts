import type { Choice, MoveLook } from '../../../ui/index.ts'
import { choicesByName } from '../../../ui/index.ts'
import type { CatalogueTopic } from '../catalogue.store.ts'
import type { DispatchProposal, Place } from '../dispatch.ts'
import * as labels from '../labels.ts'
import type { MoveName } from '../rules.ts'
import { handledResults } from '../schema.ts'
import type { OrderRecord } from '../service.ts'
import type { atOnce } from './actions.ts'

export type PagedMove = Exclude<MoveName, (typeof atOnce)[number]>
/** How the page of a move speaks; `done` is said on the order afterwards. */
type Look = MoveLook & { done: string }

export const looks: Readonly<Record<PagedMove, Look>> = {
  dispatch: {
    lead: '选主办单位，派出以后它会收到通知。',
    button: '派单',
    done: '已派单，承办单位会收到通知',
    hints: {
      unitCode: '不能直接派给村和社区。',
      words: '写给承办单位的话，可以不写。',
      topicCode: '选对事项，目录会越推荐越准。',
    },
  },
  answerAtOnce: {
    lead: '能当场答复的，写明答复，工单随即办结。',
    button: '答复并办结',
    done: '已当场答复，工单办结',
    hints: { text: '照您答复来访人的话写。' },
  },
  refuse: {
    lead: '不属于受理范围的，写明原因，告诉来访人可以找哪里。',
    button: '不予受理，告知来访人',
    danger: true,
    done: '已告知来访人不予受理',
    hints: { words: '会原样发给来访人，请写清楚该找哪个机关、怎样联系。' },
  },
  merge: {
    lead: '说的是同一件事的，并到先收到的那件一起办理，来访人会收到同样的答复。',
    button: '合并',
    done: '已合并，一起办理',
  },
  split: {
    lead: '其实不是同一件事的，拆分出来单独派单。',
    button: '拆分',
    done: '已拆分，请派单',
    hints: { words: '可以不写。' },
  },
  contact: {
    lead: '和来访人联系上以后登记。电话可以在工单页面上查看，每次查看会留下记录。',
    button: '登记联系情况',
    done: '已登记首次联系',
  },
  handDown: {
    lead: '部门可以转给乡镇、街道，乡镇、街道可以转给村和社区。对方不该办的，随时可以退回。',
    button: '转办',
    done: '已转办',
  },
  giveBack: { lead: '不该由您单位办的，写明理由退回转办的单位。', button: '退回', done: '已退回转办的单位' },
  askReturn: {
    lead: '不属于您单位职责的，写明理由，由热线审核。审核以前期限照常计算。',
    button: '申请退单',
    done: '已申请退单，等热线审核',
    hints: { words: '写明依据，例如三定规定、权责清单。' },
  },
  decideReturn: {
    lead: '同意退单的，工单回到热线重新派单；不同意的，写明理由，由原单位继续办理。',
    button: '提交审核意见',
    done: '退单已审核',
    hints: { words: '不同意的，写明为什么该由它办。' },
  },
  reassign: {
    lead: '派错单位的，改派给另一个单位。答复期限不变。',
    button: '改派',
    done: '已改派',
    hints: { words: '写给新承办单位的话，可以不写。' },
  },
  askExtension: {
    lead: '到期办不完的，在到期以前申请延期，只能延长一次，由热线审核。',
    button: '申请延期',
    done: '已申请延期，等热线审核',
  },
  decideExtension: {
    lead: '同意延期的，会告诉来访人新的期限。',
    button: '提交审核意见',
    done: '延期已审核',
    hints: { words: '不同意的，写明理由，单位会收到。' },
  },
  assist: { lead: '写明您单位协办的部分办得怎样，主办单位据此答复。', button: '回复主办单位', done: '已回复主办单位' },
  reply: {
    lead: '答复会发给来访人，合并进来的也会收到。写清楚查明了什么、怎么办、什么时候办好。',
    button: '答复来访人',
    done: '已答复来访人',
    hints: { text: '用大白话写，不写“已知悉”“已转办”这样的空话。' },
  },
  askClosing: {
    lead: '办完以后申请办结，由热线审核。',
    button: '申请办结',
    done: '已申请办结，等热线审核',
    hints: { words: '写明做了什么、结果怎样。' },
  },
  decideClosing: {
    lead: '看答复是不是回答了来访人的问题。没有办好的退回去继续办。',
    button: '提交审核意见',
    done: '办结已审核',
    hints: { words: '不同意的，写明还差什么，单位会收到。' },
  },
  supplement: {
    lead: '来访人来电、来信补充的，照原话登记，承办单位会马上收到。',
    button: '登记补充的情况',
    done: '已登记，承办单位会收到通知',
  },
  urge: { lead: '承办单位会马上收到催办通知。', button: '催办', done: '已催办' },
  supervise: {
    lead: '列为督办，承办单位会收到督办要求。',
    button: '督办',
    done: '已列为督办',
    hints: { words: '写明要查清什么、办到什么程度、哪天以前报结果。' },
  },
  escalate: { lead: '长期没有办好的，报给领导批示。', button: '报领导', done: '已报领导，等待批示' },
  instruct: { lead: '批示会马上发给承办单位。', button: '批示', done: '批示已发给承办单位' },
  followUp: {
    lead: '办过这件工单的人不能自己回访。没有联系上的也要登记，会再安排回访。',
    button: '登记回访',
    done: '回访已登记',
  },
  reopen: {
    lead: '来访人不满意的，重新办理：换一个人办，期限从今天重新计算。',
    button: '重新办理',
    done: '已重新办理',
  },
  withdraw: { lead: '来访人来电撤回的，在这里登记。', button: '登记撤回', danger: true, done: '已登记撤回' },
  publish: {
    lead: '姓名、电话、证件号码等已经自动遮盖，请从头到尾再看一遍：能认出来访人的地方都要删去。',
    button: '审核无误，公开',
    done: '已公开',
    hints: { personalDataReason: '留下单位的办公电话这样的内容时，写明理由；没有的不用写。' },
  },
  withdrawPublication: { lead: '撤回以后，网站上不再看得到。', button: '撤回公开', danger: true, done: '已撤回公开' },
}

export const isPaged = (name: MoveName): name is PagedMove => name in looks

export const named = <K extends string | number>(all: Readonly<Record<K, string>>): Choice[] =>
  (Object.entries(all) as [K, string][]).map(([value, label]) => ({ value, label }))

/** What the fields of moves choose from. */
type Lists = { units: readonly Place[]; topics: readonly CatalogueTopic[] }

const local: readonly string[] = ['village', 'community']
/** Units an order may be dispatched to. */
export const leadUnits = ({ units }: Pick<Lists, 'units'>): Choice[] =>
  units.filter((u) => u.parentCode !== null && !local.includes(u.kind)).map((u) => ({ value: u.code, label: u.name }))
const topicChoices = ({ topics }: Pick<Lists, 'topics'>): Choice[] =>
  topics.filter((t) => t.parentCode !== null).map((t) => ({ value: t.code, label: t.name }))

/** A verdict says what comes of it. */
const verdictOf = (yes: string, no: string): Choice[] => [
  { value: 'approved', label: yes },
  { value: 'returned', label: no },
]

/** What the fields of a move offer to choose from. */
export function choicesOf(
  name: PagedMove,
  { order }: OrderRecord,
  lists: Lists,
): Readonly<Record<string, readonly Choice[]>> {
  switch (name) {
    case 'dispatch':
    case 'reassign':
      return { unitCode: leadUnits(lists), topicCode: topicChoices(lists), kind: named(labels.kindLabels) }
    case 'answerAtOnce': {
      const { solved, explained } = labels.resultLabels
      return { topicCode: topicChoices(lists), result: named({ solved, explained }) }
    }
    case 'refuse':
      return { ground: named(labels.groundLabels) }
    case 'contact': {
      const { phone, sms, visit } = labels.replyWayLabels
      return { way: named({ phone, sms, visit }) }
    }
    case 'handDown': {
      const at = lists.units.find((u) => u.code === order.atUnitCode)
      const ofTown = at?.kind === 'town' || at?.kind === 'subdistrict'
      const below = lists.units.filter((u) =>
        ofTown ? local.includes(u.kind) && u.parentCode === at.code : u.kind === 'town' || u.kind === 'subdistrict',
      )
      return { unitCode: choicesByName(below) }
    }
    case 'askReturn':
      return { suggestedUnitCode: leadUnits(lists) }
    case 'decideReturn':
      return { verdict: verdictOf('同意，工单回到热线', '不同意，由原单位继续办') }
    case 'decideExtension':
      return { verdict: verdictOf('同意延期', '不同意，按原来的期限办') }
    case 'decideClosing':
      return { verdict: verdictOf('同意办结', '不同意，退回去继续办') }
    case 'reply':
      return { way: named(labels.replyWayLabels) }
    case 'askClosing':
      return { result: handledResults.map((value) => ({ value, label: labels.resultLabels[value] })) }
    case 'followUp':
      return {
        way: named(labels.followUpWayLabels),
        reached: [
          { value: 'true', label: '联系上了' },
          { value: 'false', label: '没有联系上' },
        ],
      }
    default:
      return {}
  }
}

/** What stands in a form before anything is typed. */
export function defaultsOf(
  name: PagedMove,
  { order, life }: OrderRecord,
  [best]: readonly DispatchProposal[],
): Record<string, string> {
  switch (name) {
    case 'dispatch':
      return { kind: order.kind, topicCode: best?.topicCode ?? '', unitCode: best?.unitCode ?? '' }
    case 'answerAtOnce':
      return { topicCode: best?.topicCode ?? '', result: 'explained' }
    case 'reassign': {
      const [asked] = life.proposals.filter((p) => p.kind === 'return').toReversed()
      const { suggestedUnitCode = '' } = (asked?.content ?? {}) as { suggestedUnitCode?: string }
      return { kind: order.kind, topicCode: order.topicCode ?? '', unitCode: suggestedUnitCode }
    }
    case 'contact':
    case 'reply':
    case 'followUp':
      return { way: 'phone' }
    case 'decideReturn':
    case 'decideExtension':
    case 'decideClosing':
      return { verdict: 'approved' }
    default:
      return {}
  }
}
