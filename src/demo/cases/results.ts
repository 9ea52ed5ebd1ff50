import { addDays, type Day, showLongDay } from '../../core/day.ts'
import { maskIdNumber } from '../../core/mask.ts'
import { addMonths } from '../../modules/cases/decision.service.ts'
import { idKindLabels } from '../../modules/cases/labels.ts'
import { vocabulary } from '../../modules/cases/paper-facts.ts'
import { lettersOf, loadLetters, loadRemedies, paperOf } from '../../platform/letters/index.ts'
import type { Paper } from '../../platform/paper/index.ts'
import { carriers, type ParcelEvent } from '../../platform/parcel.ts'
import { verificationCode } from '../../platform/query-code.ts'
import type { Random } from '../random.ts'
import { type Stage, unitOf } from '../stage.ts'
import type { Life } from './life.ts'
import type { Row } from './rows.ts'

const letter = loadLetters(vocabulary, lettersOf('cases')).get('result')
const laws = loadRemedies()

/** Counters of document numbers, by unit, series and year. */
export type Counters = Map<string, { unitCode: string; series: string; year: number; lastNumber: number }>

export function nextNumber(counters: Counters, unitCode: string, series: string, year: number): string {
  const key = `${unitCode} ${series} ${year}`
  const counter = counters.get(key) ?? { unitCode, series, year, lastNumber: 0 }
  counters.set(key, { ...counter, lastNumber: counter.lastNumber + 1 })
  return `${series}〔${year}〕${counter.lastNumber + 1}号`
}

/** What was issued for a case that was approved: certificates and documents with their number and code. */
export function resultRows(life: Life, id: number, stage: Stage, random: Random, counters: Counters): Row[] {
  const { item, fate } = life.wish
  if (life.decidedOn === null || fate === 'rejected') return []
  const issuedOn = life.completedOn
  const unit = unitOf(stage, item.unitCode)
  return item.elements.results.map(({ name, kind, validMonths }) => {
    const series = `${unit.shortName}${kind === 'certificate' ? '证字' : '批'}`
    const said = {
      name,
      number: nextNumber(counters, unit.code, series, Number(issuedOn.slice(0, 4))),
      validUntil: validMonths === null ? null : addDays(addMonths(issuedOn, validMonths), -1),
      verificationCode: verificationCode((n) => random.int(0, n - 1)),
    }
    const paper = paperOfResult(life, said, { stage, issuedOn })
    return { ...said, caseId: id, kind, holder: life.applicant.name, issuedOn, paper, revokeReason: '' }
  })
}

type Said = { name: string; number: string; validUntil: Day | null; verificationCode: string }

function paperOfResult(life: Life, said: Said, { stage, issuedOn }: { stage: Stage; issuedOn: Day }): Paper {
  const { item } = life.wish
  const { applicant } = life
  const unit = unitOf(stage, item.unitCode)
  if (!letter) throw new Error('data/papers/cases/result.json is missing')
  const facts = {
    ...{ itemName: item.elements.name, applicantName: applicant.name, unitName: unit.name, signedOn: issuedOn },
    idKind: idKindLabels[applicant.kind === 'naturalPerson' ? 'residentId' : 'creditCode'],
    ...{ contactName: life.handler, contactPhone: item.elements.consultPhone || unit.phone },
    ...{ resultName: said.name, resultNumber: said.number, documentNumber: said.number },
    resultIdNumber: maskIdNumber(applicant.idNumber),
    validUntil: said.validUntil ? `至${showLongDay(said.validUntil)}` : '长期',
    legalBasis: item.elements.legalBasis,
  }
  const made = { you: applicant.kind === 'naturalPerson' ? '您' : '贵单位', this: '本决定' }
  const query = {
    url: `https://${stage.site.domain}/verify/${said.verificationCode}`,
    lines: [`核验码：${said.verificationCode}`, '扫描二维码，可以核验真伪和是否有效'],
  }
  return paperOf(letter, facts as unknown as Parameters<typeof paperOf>[1], { vocabulary, laws, made, query })
}

/** How the result or the rejection reached the applicant. */
export function deliveryRows(life: Life, id: number, number: string): Row[] {
  const { deliveredOn, applicant, byPost, completedOn } = life
  const carrier = carriers[0]
  if (deliveredOn === null) return []
  const recipient = { caseId: id, recipient: applicant.name, recipientIdNumber: '', arrivedOn: deliveredOn }
  if (!byPost || !carrier)
    return [
      {
        ...{ ...recipient, way: 'counter', phone: '', address: '', carrier: '', trackingNumber: '', state: 'signed' },
        ...{ events: [], sentOn: deliveredOn },
      },
    ]
  const events: ParcelEvent[] = [
    { on: completedOn, state: 'posted', text: '已交寄' },
    { on: deliveredOn, state: 'delivered', text: '已签收' },
  ]
  return [
    {
      ...{ ...recipient, way: 'post', phone: applicant.phone, address: applicant.address, carrier: carrier.name },
      ...{ trackingNumber: carrier.allot(`${number}:0`), state: 'delivered', events, sentOn: completedOn },
    },
  ]
}
