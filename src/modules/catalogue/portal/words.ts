import { yuan } from '../../../core/money.ts'
import { grouped } from '../../../ui/index.ts'
import { codeLabel } from '../codes.ts'
import type { Guide } from '../guide.store.ts'
import { showLimit } from '../labels.ts'
import { materialsFor } from '../rules-materials.ts'
import type { ItemElements, Material } from '../schema.ts'

/** How many of it, as one would say: 原件 1 份，复印件 2 份. */
export function copiesOf({ originals, copies, form }: Material): string {
  const told = [originals > 0 && `原件 ${originals} 份`, copies > 0 && `复印件 ${copies} 份`].filter(Boolean)
  return told.length > 0 ? told.join('，') : form === 'electronic' ? '电子件' : '原件核验'
}

/** What is to be brought in the longest case, in a few words. */
export function bringWords(elements: ItemElements): { answer: string; note: string } {
  const { needed, perhaps } = materialsFor(elements, {})
  const own = (materials: readonly Material[]) => materials.filter((m) => m.source !== 'shared').length
  const shared = needed.length + perhaps.length - own(needed) - own(perhaps)
  const note = [
    own(perhaps) > 0 && `其中 ${own(perhaps)} 样只有符合情形的才要`,
    shared > 0 && `${own(perhaps) > 0 ? '另' : ''}有 ${shared} 样部门之间核验，不用您带`,
  ]
  const most = own(needed) + own(perhaps)
  const answer = most === 0 ? '什么都不用带' : own(perhaps) > 0 ? `最多 ${most} 样材料` : `${most} 样材料`
  return { answer, note: note.filter(Boolean).join('；') }
}

/** How long it takes: what is promised, what the law grants, and what is not counted. */
export function timeWords({ commitmentLimit, statutoryLimit, specialProcedures }: ItemElements): {
  answer: string
  note: string
} {
  const apart = specialProcedures.map((p) => `${p.name}${p.days === null ? '' : `（最长 ${p.days} 个工作日）`}`)
  const note = [
    commitmentLimit.note,
    statutoryLimit.unit === 'none' ? '' : `法律规定的期限：${showLimit(statutoryLimit)}`,
    apart.length > 0 ? `${apart.join('、')}的时间不算在内` : '',
  ]
  return { answer: showLimit({ ...commitmentLimit, note: '' }), note: note.filter(Boolean).join('；') }
}

/** Where to go: nowhere, or to the first of its places. */
export function placeWords({ elements: e, decidedAt }: Pick<Guide, 'elements' | 'decidedAt'>): {
  answer: string
  note: string
} {
  const [place, ...others] = e.places
  const nearby = decidedAt === 'village' ? '村（社区）' : decidedAt === 'town' ? '镇（街道）' : ''
  const ways = [
    e.online && (e.onSiteVisits === 0 ? '全程网上办，不用跑' : '可以网上申请'),
    nearby ? `${nearby}就能办` : e.nearby && '镇村也能办',
  ].filter((w) => w !== false)
  const at = place && [place.name, place.window].filter(Boolean).join(' ')
  const answer = ways.length > 0 ? ways.join('，') : (at ?? '请先打咨询电话')
  const note = [
    ways.length > 0 && at ? `也可以到${at}` : '',
    place?.address,
    others.length > 0 ? `还有 ${grouped(others.length)} 个办理地点` : '',
    e.onSiteVisits > 0 ? `到现场 ${e.onSiteVisits} 次${e.onSiteReason ? `：${e.onSiteReason}` : ''}` : '',
  ]
  return { answer, note: note.filter(Boolean).join('；') }
}

/** For whom it is: 自然人、企业法人. */
export const targetWords = ({ serviceTargets }: ItemElements) =>
  serviceTargets.map((t) => codeLabel('serviceTarget', t)).join('、')

/** The beginning of a text, cut at the end of a sentence where there is one. */
export function beginningOf(text: string, most = 90): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= most) return plain
  const sentence = plain.slice(0, most).match(/^.*[\u3002\uFF1B]/)?.[0]
  return sentence ?? `${plain.slice(0, most)}…`
}

/** What it costs, in a few words. */
export function feeWords({ chargeable, fees }: ItemElements): string {
  if (!chargeable) return '不收费'
  return fees.map((f) => (f.amountFen === null ? f.name : `${f.name} ${yuan(f.amountFen)}`)).join('；') || '按标准收费'
}
