import { type CodeList, codeLists, isCode, onApplicationTypes } from './codes.ts'
import { elementLabels, showLimit } from './labels.ts'
import { shapeRules } from './rules-shape.ts'
import type { ItemElements, Limit } from './schema.ts'
import { topics } from './topics.ts'

/** What of an item the checks ask about besides its elements. */
export type CheckedItem = {
  itemType: string
  /** Units that may take a step; absent: not asked. */
  units?: ReadonlySet<string>
  /** Files of the item; absent: not asked. */
  files?: ReadonlySet<number>
}

/** Something to be put right in an implementation list. */
export type Finding = {
  /** Name of the rule. */
  code: string
  /** Path within the elements, such as `materials.2.when`. */
  field: string
  /** What to do. */
  message: string
  /** A warning does not stand in the way of publication. */
  severity: 'error' | 'warning'
  /** Something is not filled in yet, as opposed to being wrong. */
  missing?: true
  /** The rule rests on practice, not on a text that was read. */
  unconfirmed?: true
}

type Told = { field: string; message: string }
export type Rule = Omit<Finding, 'field' | 'message'> & {
  find: (e: ItemElements, item: CheckedItem) => readonly (Told | false | undefined)[]
}

/** Whether one applies for it, so that a guide must say how. */
const applied = (item: CheckedItem) => onApplicationTypes.includes(item.itemType)
const licence = '01'
const natural = '1'
const instant = '1'
const commitment = '2'
const byPost = '4'
const online = ['2', '3']

/** On one scale: seven calendar days are taken for five working days, holidays left out. */
const weight: Record<Limit['unit'], (days: number) => number> = {
  workingDay: (days) => days * 7,
  calendarDay: (days) => days * 5,
  instant: () => 0,
  none: () => Number.POSITIVE_INFINITY,
}

/** Whether limit `a` is longer than limit `b`, across units. A limit without its number is not compared. */
export function longer(a: Limit, b: Limit): boolean {
  const counted = (l: Limit) => l.unit === 'workingDay' || l.unit === 'calendarDay'
  if ((counted(a) && a.days === null) || (counted(b) && b.days === null)) return false
  return weight[a.unit](a.days ?? 0) > weight[b.unit](b.days ?? 0)
}

const limitSound = (field: 'statutoryLimit' | 'commitmentLimit', { unit, days }: Limit): Told | false => {
  const counted = unit === 'workingDay' || unit === 'calendarDay'
  if (counted && days === null) return { field, message: `请填写${elementLabels[field]}的天数` }
  return (
    !counted &&
    days !== null && {
      field,
      message: `${elementLabels[field]}是“${showLimit({ unit, days: null, note: '' })}”时不要填天数`,
    }
  )
}

const must = (field: keyof ItemElements, empty: boolean): Told | false =>
  empty && { field, message: `请填写${elementLabels[field]}` }

const known = (field: string, label: string, list: CodeList, values: readonly string[]): Told[] =>
  values
    .filter((v) => v !== '' && !isCode(list, v))
    .map((v) => ({
      field,
      message: `${label}没有“${v}”这个代码，可用：${Object.entries(codeLists[list])
        .map(([c, l]) => `${c} ${l}`)
        .join('、')}`,
    }))

const knownTopic = (
  field: 'personTopics' | 'firmTopics' | 'lifeEvents',
  list: readonly { code: string }[],
  values: readonly string[],
): Told[] =>
  values
    .filter((v) => !list.some((t) => t.code === v))
    .map((v) => ({ field, message: `${elementLabels[field]}没有“${v}”，请从列表中选择` }))

const areaCode = /^0\d{2,3}-?\d{5,8}(?:转\d{1,6})?(?:、0\d{2,3}-?\d{5,8}(?:转\d{1,6})?)*$/
const withArea = (field: 'consultPhone' | 'supervisePhone', phone: string): Told | false =>
  phone !== '' &&
  !areaCode.test(phone.replaceAll(' ', '')) && {
    field,
    message: `${elementLabels[field]}要带区号，写成 0731-88880000 的样子，几个号码之间用顿号`,
  }

const certificate = /(?:证|证书|执照)$/
const paper = /(?:文|批复|决定书)$/

/**
 * The checks of a list sheet.
 * @basis GB/T 39046-2020；国办函〔2016〕108号
 */
const listRules: readonly Rule[] = [
  {
    code: 'elementMissing',
    severity: 'error',
    missing: true,
    find: (e, item) => [
      must('name', e.name.trim() === ''),
      must('legalBasis', e.legalBasis.trim() === ''),
      must('exerciseLevel', e.exerciseLevel === ''),
      e.body.name.trim() === '' && { field: 'body.name', message: '请填写实施主体的名称' },
      e.body.kind === '' && { field: 'body.kind', message: '请选择实施主体的性质' },
      ...(applied(item)
        ? [
            must('acceptanceCondition', e.acceptanceCondition.trim() === ''),
            must('serviceTargets', e.serviceTargets.length === 0),
            must('handlingForms', e.handlingForms.length === 0),
            must('caseType', e.caseType === ''),
            must('results', e.results.length === 0),
            must('steps', e.steps.length === 0),
            must('places', e.places.length === 0),
            must('consultPhone', e.consultPhone.trim() === ''),
            must('supervisePhone', e.supervisePhone.trim() === ''),
          ]
        : []),
    ],
  },
  {
    code: 'noMaterials',
    severity: 'warning',
    find: (e, item) => [
      applied(item) &&
        e.materials.length === 0 && { field: 'materials', message: '没有列申请材料，请核对是否真的什么都不用带' },
    ],
  },
  {
    code: 'codeUnknown',
    severity: 'error',
    find: (e, item) => [
      ...known('itemType', '事项类型', 'itemType', [item.itemType]),
      ...known('exerciseLevel', elementLabels.exerciseLevel, 'exerciseLevel', [e.exerciseLevel]),
      ...known('body.kind', '实施主体性质', 'bodyKind', [e.body.kind]),
      ...known('serviceTargets', elementLabels.serviceTargets, 'serviceTarget', e.serviceTargets),
      ...known('handlingForms', elementLabels.handlingForms, 'handlingForm', e.handlingForms),
      ...known('caseType', elementLabels.caseType, 'caseType', [e.caseType]),
      ...known('crossRegionScope', elementLabels.crossRegionScope, 'crossRegionScope', [e.crossRegionScope]),
      ...knownTopic('personTopics', topics.person, e.personTopics),
      ...knownTopic('firmTopics', topics.firm, e.firmTopics),
      ...knownTopic('lifeEvents', topics.lifeEvents, e.lifeEvents),
    ],
  },
  {
    code: 'limitUnsound',
    severity: 'error',
    find: (e) => [limitSound('statutoryLimit', e.statutoryLimit), limitSound('commitmentLimit', e.commitmentLimit)],
  },
  {
    code: 'instantDiffers',
    severity: 'error',
    find: (e, item) => [
      applied(item) &&
        e.caseType === instant &&
        e.commitmentLimit.unit !== 'instant' && {
          field: 'commitmentLimit',
          message: '即办件要当场办结：请把承诺办结时限改为当场办结，或者把办件类型改为承诺件',
        },
      applied(item) &&
        e.caseType !== '' &&
        e.caseType !== instant &&
        e.commitmentLimit.unit === 'instant' && {
          field: 'caseType',
          message: '承诺当场办结的就是即办件，请把办件类型改为即办件',
        },
    ],
  },
  {
    code: 'noPromise',
    severity: 'error',
    missing: true,
    find: (e) => [
      e.caseType === commitment &&
        e.commitmentLimit.unit === 'none' && { field: 'commitmentLimit', message: '承诺件要写明承诺办结时限' },
    ],
  },
  {
    code: 'promiseBeyondLaw',
    severity: 'error',
    unconfirmed: true,
    find: (e, item) => [
      applied(item) &&
        longer(e.commitmentLimit, e.statutoryLimit) && {
          field: 'commitmentLimit',
          message: `承诺办结时限（${showLimit(e.commitmentLimit)}）不能长于法定办结时限（${showLimit(e.statutoryLimit)}）`,
        },
    ],
  },
  {
    code: 'visitsUnexplained',
    severity: 'error',
    missing: true,
    find: (e, item) => [
      applied(item) &&
        e.onSiteVisits > 0 &&
        e.onSiteReason.trim() === '' && {
          field: 'onSiteReason',
          message: `要到现场 ${e.onSiteVisits} 次，请写明必须现场办理的原因`,
        },
    ],
  },
  {
    code: 'reasonWithoutVisits',
    severity: 'error',
    find: (e) => [
      e.onSiteVisits === 0 &&
        e.onSiteReason.trim() !== '' && {
          field: 'onSiteReason',
          message: '不用到现场的事项，请删去必须现场办理的原因',
        },
    ],
  },
  {
    code: 'noWayIn',
    severity: 'error',
    find: (e, item) => [
      applied(item) &&
        e.onSiteVisits === 0 &&
        !e.online &&
        !e.handlingForms.includes(byPost) && {
          field: 'handlingForms',
          message: '不用到现场又不能网上办的，请加上邮寄办理，或者改正到现场次数',
        },
    ],
  },
  {
    code: 'onlineDepthMissing',
    severity: 'error',
    missing: true,
    find: (e) => [
      e.online && e.onlineDepth === null && { field: 'onlineDepth', message: '能网上办理的，请选择网上办理深度' },
    ],
  },
  {
    code: 'wholeOnlineWithVisits',
    severity: 'error',
    find: (e) => [
      e.onlineDepth === 4 &&
        e.onSiteVisits !== 0 && { field: 'onSiteVisits', message: '网上办理深度为四级的，到现场次数应为 0' },
    ],
  },
  {
    code: 'onlineFormDiffers',
    severity: 'warning',
    find: (e, item) => [
      applied(item) &&
        e.online !== e.handlingForms.some((f) => online.includes(f)) && {
          field: 'handlingForms',
          message: e.online
            ? '能网上办理的，办理形式里请选上网上办理或手机办理'
            : '不能网上办理的，办理形式里请去掉网上办理和手机办理',
        },
    ],
  },
  {
    code: 'feesMissing',
    severity: 'error',
    missing: true,
    find: (e) => [
      e.chargeable && e.fees.length === 0 && { field: 'fees', message: '收费的事项，请列出收费项目、标准和依据' },
    ],
  },
  {
    code: 'feesUncalledFor',
    severity: 'error',
    find: (e) => [
      !e.chargeable && e.fees.length > 0 && { field: 'fees', message: '不收费的事项，请删去收费项目' },
      !e.chargeable && e.payOnline && { field: 'payOnline', message: '不收费的事项没有网上支付，请改为否' },
    ],
  },
  {
    code: 'phonesSame',
    severity: 'error',
    find: (e) => [
      e.consultPhone.trim() !== '' &&
        e.consultPhone.trim() === e.supervisePhone.trim() && {
          field: 'supervisePhone',
          message: '监督投诉电话不能与咨询电话相同',
        },
    ],
  },
  {
    code: 'phoneWithoutArea',
    severity: 'error',
    unconfirmed: true,
    find: (e) => [withArea('consultPhone', e.consultPhone), withArea('supervisePhone', e.supervisePhone)],
  },
  {
    code: 'topicMissing',
    severity: 'error',
    missing: true,
    find: (e, item) => [
      applied(item) &&
        e.serviceTargets.includes(natural) &&
        e.personTopics.length === 0 && { field: 'personTopics', message: '服务对象有自然人，请选择面向自然人的主题' },
      applied(item) &&
        e.serviceTargets.some((t) => t !== natural) &&
        e.firmTopics.length === 0 && { field: 'firmTopics', message: '服务对象有法人，请选择面向法人的主题' },
    ],
  },
  {
    code: 'topicDoesNotFit',
    severity: 'error',
    find: (e) => [
      e.personTopics.length > 0 &&
        !e.serviceTargets.includes(natural) && {
          field: 'personTopics',
          message: '服务对象里没有自然人，请去掉面向自然人的主题，或者补上服务对象',
        },
      e.firmTopics.length > 0 &&
        !e.serviceTargets.some((t) => t !== natural) && {
          field: 'firmTopics',
          message: '服务对象里没有法人，请去掉面向法人的主题，或者补上服务对象',
        },
    ],
  },
  {
    code: 'licenceWithoutFaq',
    severity: 'error',
    missing: true,
    find: (e, item) => [
      item.itemType === licence && e.faq.length === 0 && { field: 'faq', message: '行政许可至少要有一个常见问题' },
    ],
  },
  {
    code: 'licenceStepsMissing',
    severity: 'error',
    missing: true,
    find: (e, item) => {
      if (item.itemType !== licence) return []
      const needed = { accept: '受理', review: '审查', approve: '决定', finish: '办结', deliver: '送达' } as const
      const missing = Object.entries(needed).filter(([role]) => !e.steps.some((s) => s.role === role))
      return [
        missing.length > 0 && {
          field: 'steps',
          message: `行政许可至少要有受理、审查、决定、办结、送达五个环节，请补上：${missing.map(([, label]) => label).join('、')}`,
        },
      ]
    },
  },
  {
    code: 'resultWithoutSample',
    severity: 'warning',
    find: (e) =>
      e.results.map(
        (r, i) => r.sample === null && { field: `results.${i}.sample`, message: `请上传“${r.name}”的样本` },
      ),
  },
  {
    code: 'resultKindDiffers',
    severity: 'error',
    find: (e) =>
      e.results.map(
        ({ name, kind }, i) =>
          (certificate.test(name) &&
            kind !== 'certificate' && {
              field: `results.${i}.kind`,
              message: `“${name}”是证照，请把结果类型改为证照`,
            }) ||
          (paper.test(name) &&
            kind !== 'document' && { field: `results.${i}.kind`, message: `“${name}”是文书，请把结果类型改为文书` }),
      ),
  },
  {
    code: 'quotaWithoutReserving',
    severity: 'error',
    find: (e) => [
      !e.canReserve && e.dailyQuota !== null && { field: 'dailyQuota', message: '不能预约的事项不要填每日预约数' },
    ],
  },
]

const rules = [...listRules, ...shapeRules]

/**
 * All that is to be put right in an implementation list before it may be published, in the order of the rules. Empty when
 * every check holds. The elements have their shape already.
 * @basis GB/T 39046-2020；国办函〔2016〕108号
 */
export function checkElements(elements: ItemElements, item: CheckedItem): Finding[] {
  return rules.flatMap(({ find, ...rule }) =>
    find(elements, item).flatMap((told) => (told ? [{ ...rule, ...told }] : [])),
  )
}

/** Whether a list may be published: nothing but warnings is left. */
export const mayPublish = (findings: readonly Finding[]): boolean => findings.every((f) => f.severity === 'warning')
