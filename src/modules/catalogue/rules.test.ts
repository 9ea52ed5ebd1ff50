import { describe, expect, test } from 'vitest'
import { elements } from '../../../tests/support/items.ts'
import { checkElements, longer, mayPublish } from './rules.ts'
import { daysOfSteps } from './rules-shape.ts'
import type { ItemElements, Limit, Material, ProcessStep } from './schema.ts'

/** A licence as it may be published. */
const sound = (change: Partial<ItemElements> = {}) =>
  elements({ personTopics: ['permit'], firmTopics: ['permit'], ...change })
const [application, identity] = sound().materials as [Material, Material]
const [accept, review] = sound().steps as [ProcessStep, ProcessStep]
const [result] = sound().results
const fee = { name: '工本费', amountFen: 500, standard: '每证 5 元', basis: '发改价格文件', reduction: '' }
const limit = (unit: Limit['unit'], days: number | null = null): Limit => ({ unit, days, note: '' })
const field = { type: 'string', title: '栏目' } as const
const withForm = (more: object): Partial<ItemElements> => ({
  form: { type: 'object', properties: {}, required: [], ...more },
})

const found = (change: Partial<ItemElements>, itemType = '01', more = {}) =>
  checkElements(sound(change), { itemType, ...more }).map((f) => `${f.code} ${f.field}`)

test('a complete licence may be published; only the sample of its result is asked for', () => {
  const findings = checkElements(sound(), { itemType: '01' })
  expect(findings).toEqual([
    {
      code: 'resultWithoutSample',
      severity: 'warning',
      field: 'results.0.sample',
      message: '请上传“户外广告设施设置许可证”的样本',
    },
  ])
  expect(mayPublish(findings)).toBe(true)
  expect(mayPublish(checkElements(sound({ name: ' ' }), { itemType: '01' }))).toBe(false)
})

describe('each check finds its fault, and nothing else', () => {
  const instant = {
    caseType: '1',
    commitmentLimit: limit('instant'),
    steps: sound().steps.map((s) => ({ ...s, days: 0 })),
  }
  const noVisit = { onSiteVisits: 0, onSiteReason: '' }
  test.each<[string, Partial<ItemElements>, string[]]>([
    ['no name', { name: ' ' }, ['elementMissing name']],
    ['no legal basis', { legalBasis: '' }, ['elementMissing legalBasis']],
    ['no body', { body: { name: '', code: '', kind: '' } }, ['elementMissing body.name', 'elementMissing body.kind']],
    ['no condition', { acceptanceCondition: '' }, ['elementMissing acceptanceCondition']],
    ['no place', { places: [] }, ['elementMissing places']],
    [
      'no phones',
      { consultPhone: '', supervisePhone: '' },
      ['elementMissing consultPhone', 'elementMissing supervisePhone'],
    ],
    ['nothing to bring', { materials: [], questions: [] }, ['noMaterials materials']],
    ['a level that is none', { exerciseLevel: '9' }, ['codeUnknown exerciseLevel']],
    ['a target that is none', { serviceTargets: ['1', '2', '8'] }, ['codeUnknown serviceTargets']],
    ['a topic that is none', { personTopics: ['permit', 'nothing'] }, ['codeUnknown personTopics']],
    ['days without a number', { commitmentLimit: limit('workingDay') }, ['limitUnsound commitmentLimit']],
    ['a number without days', { statutoryLimit: limit('none', 3) }, ['limitUnsound statutoryLimit']],
    ['an instant case with a promise of days', { caseType: '1' }, ['instantDiffers commitmentLimit']],
    ['an instant promise of a commitment case', { ...instant, caseType: '2' }, ['instantDiffers caseType']],
    ['an instant case, all of it', instant, []],
    [
      'a promise of nothing',
      { commitmentLimit: limit('none'), statutoryLimit: limit('none') },
      ['noPromise commitmentLimit'],
    ],
    [
      'a promise longer than the law',
      { commitmentLimit: limit('workingDay', 21) },
      ['promiseBeyondLaw commitmentLimit'],
    ],
    ['a promise as long as the law', { commitmentLimit: limit('workingDay', 20) }, []],
    ['visits without a reason', { onSiteReason: '' }, ['visitsUnexplained onSiteReason']],
    ['a reason without visits', { onSiteVisits: 0 }, ['reasonWithoutVisits onSiteReason']],
    [
      'neither visit nor way in',
      { ...noVisit, online: false, onlineDepth: null, handlingForms: ['1'] },
      ['noWayIn handlingForms'],
    ],
    ['by post instead', { ...noVisit, online: false, onlineDepth: null, handlingForms: ['4'] }, []],
    ['online, no depth', { onlineDepth: null }, ['onlineDepthMissing onlineDepth']],
    ['depth four with a visit', { onlineDepth: 4 }, ['wholeOnlineWithVisits onSiteVisits']],
    ['depth four', { ...noVisit, onlineDepth: 4 }, []],
    ['online, but not among the forms', { handlingForms: ['1'] }, ['onlineFormDiffers handlingForms']],
    ['a fee that is not listed', { chargeable: true }, ['feesMissing fees']],
    ['a fee of what is free', { fees: [fee] }, ['feesUncalledFor fees']],
    ['paying online for nothing', { payOnline: true }, ['feesUncalledFor payOnline']],
    ['a fee', { chargeable: true, fees: [fee], payOnline: true }, []],
    ['one phone for both', { supervisePhone: '0736-4210693' }, ['phonesSame supervisePhone']],
    ['a phone without its area', { consultPhone: '4210693' }, ['phoneWithoutArea consultPhone']],
    ['several phones', { consultPhone: '0736-4210693、0736-4210694转801' }, []],
    ['persons without a topic', { personTopics: [] }, ['topicMissing personTopics']],
    ['a topic of firms for persons', { serviceTargets: ['1'] }, ['topicDoesNotFit firmTopics']],
    ['a licence without a question', { faq: [] }, ['licenceWithoutFaq faq']],
    [
      'a licence without review',
      { steps: sound().steps.filter((s) => s.role !== 'review') },
      ['licenceStepsMissing steps'],
    ],
    [
      'a certificate called a document',
      { results: [{ ...result, name: '建筑许可证', kind: 'document', validMonths: null, sample: 1 }] },
      ['resultKindDiffers results.0.kind'],
    ],
    [
      'an approval called a certificate',
      { results: [{ ...result, name: '立项批复', kind: 'certificate', validMonths: null, sample: 1 }] },
      ['resultKindDiffers results.0.kind'],
    ],
    ['a quota of what cannot be reserved', { canReserve: false }, ['quotaWithoutReserving dailyQuota']],
    ['two materials of one key', { materials: [application, application], questions: [] }, ['keyTwice materials']],
    [
      'a condition on no question',
      { materials: [{ ...identity, when: { where: ['x'] } }], questions: [] },
      ['conditionLeadsNowhere materials.0.when'],
    ],
    [
      'a condition on no answer',
      { materials: [{ ...identity, when: { who: ['ghost'] } }], questions: sound().questions.slice(0, 1) },
      ['conditionLeadsNowhere materials.0.when'],
    ],
    [
      'a condition on nothing',
      { materials: [{ ...identity, when: {}, whenNote: '' }], questions: [] },
      ['conditionMissing materials.0.when'],
    ],
    [
      'required, in a case',
      { materials: [{ ...identity, necessity: 'required' }], questions: sound().questions.slice(0, 1) },
      ['conditionUncalledFor materials.0.necessity'],
    ],
    [
      'a question that decides nothing',
      { materials: [application], questions: sound().questions.slice(0, 1) },
      ['questionUnused questions.0'],
    ],
    [
      'tolerance without days',
      { materials: [{ ...application, tolerable: true }], questions: [] },
      ['toleranceUnsound materials.0.tolerableDays'],
    ],
    [
      'days without tolerance',
      { materials: [{ ...application, tolerableDays: 3 }], questions: [] },
      ['toleranceUnsound materials.0.tolerableDays'],
    ],
    [
      'paper, no copy',
      { materials: [{ ...application, form: 'paper', originals: 0 }], questions: [] },
      ['noCopies materials.0.originals'],
    ],
    [
      'a group of one',
      { steps: sound().steps.map((s) => (s.role === 'review' ? { ...s, group: 'g' } : s)) },
      ['groupUnsound steps.1.group'],
    ],
    [
      'a group torn apart',
      {
        steps: sound().steps.map((s) =>
          s.role === 'review' || s.role === 'finish' ? { ...s, group: 'g', unitCode: s.key } : s,
        ),
      },
      ['groupUnsound steps.1.group'],
    ],
    [
      'a unit twice in a group',
      { steps: sound().steps.map((s) => (s.role === 'review' || s.role === 'approve' ? { ...s, group: 'g' } : s)) },
      ['groupUnsound steps.1.group'],
    ],
    ['steps longer than the promise', { commitmentLimit: limit('workingDay', 7) }, ['stepsBeyondPromise steps']],
    [
      'a form that requires what it lacks',
      withForm({ properties: { a: field }, required: ['b'] }),
      ['formUnsound form.required'],
    ],
    [
      'a number to be filled in by itself',
      withForm({ properties: { a: { ...field, type: 'number', known: 'applicant.name' } } }),
      ['formUnsound form.properties.a'],
    ],
    [
      'bounds the wrong way round',
      withForm({ properties: { a: { ...field, minLength: 5, maxLength: 2 } } }),
      ['formUnsound form.properties.a'],
    ],
    [
      'an option twice',
      withForm({ properties: { a: { ...field, enum: ['是', '是'] } } }),
      ['formUnsound form.properties.a'],
    ],
    ['online without a form', withForm({}), ['onlineWithoutForm form']],
  ])('%s', (_, change, expected) => {
    const rest = found(change).filter((f) => !f.startsWith('resultWithoutSample'))
    expect(rest).toEqual(expected)
  })

  test('files and units that are not there are found when they are known', () => {
    const change = {
      materials: [{ ...application, blankForm: 7 }],
      questions: [],
      steps: sound().steps.map((s) => (s.role === 'review' ? { ...s, unitCode: 'moon' } : s)),
    }
    const surroundings = { files: new Set([8]), units: new Set(['urban']) }
    expect(found(change)).toEqual(['resultWithoutSample results.0.sample'])
    expect(found(change, '01', surroundings)).toEqual([
      'resultWithoutSample results.0.sample',
      'fileUnknown materials.0.blankForm',
      'unitUnknown steps.1.unitCode',
    ])
  })
})

test('a penalty, which nobody applies for, needs no guide', () => {
  const bare = {
    ...{
      acceptanceCondition: '',
      serviceTargets: [],
      handlingForms: [],
      caseType: '',
      results: [],
      steps: [],
      places: [],
    },
    ...{
      consultPhone: '',
      supervisePhone: '',
      personTopics: [],
      firmTopics: [],
      materials: [],
      questions: [],
      faq: [],
    },
    ...{ online: false, onlineDepth: null, commitmentLimit: limit('none') },
  }
  expect(found(bare, '02')).toEqual([])
  expect(found(bare, '20').length).toBeGreaterThan(8)
})

describe('limits are compared across their units', () => {
  test.each<[Limit, Limit, boolean]>([
    [limit('workingDay', 5), limit('calendarDay', 7), false],
    [limit('workingDay', 6), limit('calendarDay', 7), true],
    [limit('calendarDay', 7), limit('workingDay', 5), false],
    [limit('calendarDay', 30), limit('workingDay', 20), true],
    [limit('instant'), limit('workingDay', 1), false],
    [limit('workingDay', 1), limit('instant'), true],
    [limit('workingDay', 999), limit('none'), false],
    [limit('none'), limit('none'), false],
    [limit('workingDay'), limit('calendarDay', 3), false],
  ])('%o is longer than %o: %s', (a, b, expected) => {
    expect(longer(a, b)).toBe(expected)
  })
})

test('steps of one group run side by side, so the longest counts', () => {
  const steps = [accept, { ...review, group: 'g', days: 4 }, { ...review, group: 'g', days: 9 }]
  expect(daysOfSteps({ steps })).toBe(1 + 9)
})

test('every message tells what to do and which field it is about', () => {
  const empty = checkElements(sound({ name: '', legalBasis: '', steps: [], results: [], places: [] }), {
    itemType: '01',
  })
  for (const { field: where, message } of empty) {
    expect(where).not.toBe('')
    expect(message).toMatch(/请|不能|要/)
  }
})
