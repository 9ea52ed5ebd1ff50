import type { ItemElements, Standard } from './schema.ts'

type FillingUnit = {
  kind: string
  name: string
  creditCode: string | null
  regionCode: string
  address: string
  phone: string
  officeHours: string
}

/** The level at which a unit exercises powers. GB/T 39046-2020 A.2 */
export function levelOf({ kind, regionCode }: { kind: string; regionCode: string }): string {
  if (kind === 'village' || kind === 'community') return '6'
  if (kind === 'town' || kind === 'subdistrict') return '5'
  const division = regionCode.slice(0, 6)
  if (division.endsWith('0000')) return '2'
  return division.endsWith('00') ? '3' : '4'
}

/** An implementation list before anyone fills it in: what the superior lays down, and what is known of the unit. */
export function blankElements(basic: { name: string; standard: Standard }, unit: FillingUnit): ItemElements {
  const { legalBasis, statutoryLimit, serviceTargets } = basic.standard
  return {
    name: basic.name,
    legalBasis,
    exerciseLevel: levelOf(unit),
    powerDivision: '',
    exerciseContent: '',
    powerSource: '',
    body: { name: unit.name, code: unit.creditCode ?? '', kind: '1' },
    entrustedBy: '',
    jointAgencies: [],
    statutoryLimit,
    commitmentLimit: { ...statutoryLimit, note: '' },
    acceptanceCondition: '',
    process: '',
    intermediaryService: '',
    quantityLimit: '',
    results: [],
    chargeable: false,
    fees: [],
    payOnline: false,
    crossRegionScope: '',
    serviceTargets,
    personTopics: [],
    firmTopics: [],
    lifeEvents: [],
    handlingForms: [],
    caseType: '',
    specialProcedures: [],
    canReserve: false,
    dailyQuota: null,
    express: false,
    online: false,
    onlineDepth: null,
    onSiteVisits: 1,
    onSiteReason: '',
    inHall: false,
    terminal: false,
    nearby: false,
    places: [{ name: unit.name, address: unit.address, window: '', hours: unit.officeHours, phone: unit.phone }],
    consultPhone: unit.phone,
    supervisePhone: '',
    materials: [],
    steps: [],
    faq: [],
    questions: [],
    form: { type: 'object', properties: {}, required: [] },
    fourEyes: false,
  }
}
