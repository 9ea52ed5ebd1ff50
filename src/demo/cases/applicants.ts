import type { ApplicantKind } from '../../modules/cases/schema.ts'
import { creditCode, idNumber } from '../past.ts'
import type { Random } from '../random.ts'
import { common } from '../words.ts'

/** Someone who applies; made up, with numbers whose check digits are right. */
export type Applicant = {
  kind: ApplicantKind
  name: string
  idNumber: string
  phone: string
  /** Where messages go besides; few give one. */
  email?: string
  address: string
  /** Who acts for an organisation. */
  contactPerson: string
}

const trades = ['商贸', '建材', '农业科技', '餐饮管理', '物流', '建筑工程', '广告传媒', '食品', '医药', '纺织', '电子']
const signs = ['澧水', '兰津', '车胤', '嘉山', '宏达', '鑫源', '永兴', '惠民', '金湘', '瑞丰', '恒通', '津城', '楚天']

export const personName = (random: Random): string =>
  `${random.pick(common.surname ?? [])}${random.pick(common.given ?? [])}`
export const firmName = (random: Random): string =>
  `津市市${random.pick(signs)}${random.pick(trades)}有限${random.chance(0.9) ? '' : '责任'}公司`
/** Under numbers nobody holds. */
export const phone = (random: Random): string => `1300000${random.int(1000, 9999)}`
export const address = (random: Random): string =>
  random.chance(0.55)
    ? `津市市${random.pick(common.road ?? [])} ${random.int(1, 320)} 号`
    : `津市市${random.pick(common.ruralTown ?? [])}${random.pick(common.village ?? [])} ${random.int(1, 18)} 组`

export function makeApplicant(random: Random, kind: ApplicantKind): Applicant {
  const both = { kind, phone: phone(random), address: address(random) }
  return kind === 'naturalPerson'
    ? { ...both, name: personName(random), idNumber: idNumber(random), contactPerson: '' }
    : { ...both, name: firmName(random), idNumber: creditCode(random), contactPerson: personName(random) }
}

/** The people and firms of a city, of whom some apply more than once. */
export function makePool(random: Random, size: { people: number; firms: number }) {
  const people = Array.from({ length: size.people }, () => makeApplicant(random, 'naturalPerson'))
  const firms = Array.from({ length: size.firms }, () => makeApplicant(random, 'organisation'))
  return (kind: ApplicantKind): Applicant => random.pick(kind === 'naturalPerson' ? people : firms)
}
export type Pool = ReturnType<typeof makePool>

/** Who applies for an item: those whom it is for, persons more often where it is for both. */
export function kindFor(serviceTargets: readonly string[], random: Random): ApplicantKind {
  const forPersons = serviceTargets.includes('1')
  const forFirms = serviceTargets.some((t) => t !== '1')
  return forPersons && !(forFirms && random.chance(0.3)) ? 'naturalPerson' : 'organisation'
}
