import { choicesByLabel, choicesByName } from '../../../../ui/index.ts'
import { codeLists } from '../../codes.ts'
import {
  elementLabels as labels,
  limitUnitLabels,
  partLabels,
  resultKindLabels,
  roleLabels,
  specialLabels,
} from '../../labels.ts'
import type { ItemElements } from '../../schema.ts'
import { topics } from '../../topics.ts'
import { formSection, materialsSection, questionsSection } from './sections-bring.ts'
import { type FillSection, type FillWorld, filesFor, type Spec } from './spec.ts'

const coded = (list: keyof typeof codeLists) =>
  // Codes read as numbers would come first in an object, out of their order.
  choicesByLabel(codeLists[list]).toSorted((a, b) => a.value.localeCompare(b.value))
const yes = (name: keyof ItemElements, label: string): Spec => ({ name, label, kind: 'yes' })

const limit = (name: 'statutoryLimit' | 'commitmentLimit', hint: string): Spec[] => [
  { name: `${name}.unit`, label: labels[name], kind: 'choice', choices: choicesByLabel(limitUnitLabels), hint },
  {
    name: `${name}.days`,
    label: `${labels[name]}的天数`,
    kind: 'count',
    nullable: true,
    hint: '当场办结和没有期限的不填',
  },
  { name: `${name}.note`, label: `${labels[name]}的说明`, kind: 'text' },
]

const basics: FillSection = {
  slug: 'basic',
  title: '基本信息',
  covers: [
    ...(['name', 'legalBasis', 'exerciseLevel', 'powerDivision', 'exerciseContent', 'powerSource', 'body'] as const),
    ...(['entrustedBy', 'jointAgencies', 'serviceTargets', 'personTopics', 'firmTopics', 'lifeEvents'] as const),
    ...(['acceptanceCondition', 'quantityLimit', 'intermediaryService', 'crossRegionScope'] as const),
    ...(['consultPhone', 'supervisePhone'] as const),
  ],
  blocks: [
    {
      title: '事项和依据',
      specs: [
        { name: 'name', label: labels.name, kind: 'text', hint: '与目录清单一致' },
        { name: 'legalBasis', label: labels.legalBasis, kind: 'area', rows: 5, hint: '写明法律法规的名称、条款和原文' },
        { name: 'exerciseLevel', label: labels.exerciseLevel, kind: 'choice', choices: coded('exerciseLevel') },
        { name: 'powerDivision', label: labels.powerDivision, kind: 'text' },
        { name: 'exerciseContent', label: labels.exerciseContent, kind: 'area', rows: 3 },
        { name: 'powerSource', label: labels.powerSource, kind: 'text', hint: '例如：法定本级行使、上级下放、委托' },
      ],
    },
    {
      title: '谁来办',
      specs: [
        { name: 'body.name', label: '实施主体名称', kind: 'text' },
        { name: 'body.code', label: '实施主体的统一社会信用代码', kind: 'text', size: 'medium' },
        { name: 'body.kind', label: '实施主体性质', kind: 'choice', choices: coded('bodyKind') },
        { name: 'entrustedBy', label: labels.entrustedBy, kind: 'text' },
        { name: 'jointAgencies', label: labels.jointAgencies, kind: 'lines', rows: 2, hint: '一行写一个机构' },
        { name: 'consultPhone', label: labels.consultPhone, kind: 'text', size: 'medium', hint: '要带区号' },
        {
          ...{ name: 'supervisePhone', label: labels.supervisePhone, kind: 'text', size: 'medium' },
          hint: '要带区号，不能与咨询电话相同',
        },
      ],
    },
    {
      title: '给谁办',
      specs: [
        {
          ...{ name: 'serviceTargets', label: labels.serviceTargets, kind: 'choices', choices: coded('serviceTarget') },
          row: true,
        },
        {
          name: 'personTopics',
          label: labels.personTopics,
          kind: 'choices',
          choices: choicesByName(topics.person),
          row: true,
        },
        {
          name: 'firmTopics',
          label: labels.firmTopics,
          kind: 'choices',
          choices: choicesByName(topics.firm),
          row: true,
        },
        {
          name: 'lifeEvents',
          label: labels.lifeEvents,
          kind: 'choices',
          choices: choicesByName(topics.lifeEvents),
          row: true,
        },
        {
          ...{ name: 'acceptanceCondition', label: labels.acceptanceCondition, kind: 'area', rows: 4 },
          hint: '符合哪些条件可以办，一条写一行',
        },
        { name: 'quantityLimit', label: labels.quantityLimit, kind: 'text', hint: '没有数量限制的不填' },
        { name: 'intermediaryService', label: labels.intermediaryService, kind: 'area', rows: 2, hint: '没有的不填' },
        {
          ...{ name: 'crossRegionScope', label: labels.crossRegionScope, kind: 'choice' },
          choices: coded('crossRegionScope'),
          hint: '在哪个范围内可以异地办',
        },
      ],
    },
  ],
}

const handling: FillSection = {
  slug: 'handling',
  title: '时限和办理形式',
  covers: [
    ...(['statutoryLimit', 'commitmentLimit', 'caseType', 'handlingForms', 'specialProcedures', 'canReserve'] as const),
    ...(['dailyQuota', 'express', 'online', 'onlineDepth', 'onSiteVisits', 'onSiteReason', 'inHall'] as const),
    ...(['terminal', 'nearby', 'places', 'fourEyes'] as const),
  ],
  blocks: [
    {
      title: '时限',
      specs: [
        { name: 'caseType', label: labels.caseType, kind: 'choice', choices: coded('caseType') },
        ...limit('statutoryLimit', '法律法规规定的期限'),
        ...limit('commitmentLimit', '本单位答应的期限，不能比法定的长'),
      ],
    },
    {
      title: '怎么办',
      specs: [
        {
          ...{ name: 'handlingForms', label: labels.handlingForms, kind: 'choices', choices: coded('handlingForm') },
          row: true,
        },
        yes('online', '可以网上办理'),
        {
          ...{ name: 'onlineDepth', label: labels.onlineDepth, kind: 'choice', numbers: true, nullable: true },
          choices: choicesByLabel({
            '1': '一级：网上看得到办事指南',
            '2': '二级：网上可以下载表格',
            '3': '三级：网上可以申请和预审',
            '4': '四级：全程网上办，一次也不用跑',
          }),
          hint: '可以网上办理的才选',
        },
        { name: 'onSiteVisits', label: labels.onSiteVisits, kind: 'count', unit: '次' },
        {
          ...{ name: 'onSiteReason', label: labels.onSiteReason, kind: 'area', rows: 2 },
          hint: '要到现场的写明原因，不用到现场的不填',
        },
        yes('inHall', '进驻政务大厅'),
        yes('terminal', '自助终端可以办'),
        yes('nearby', '在镇村可以就近办'),
        yes('express', '结果可以邮寄'),
        yes('canReserve', '可以预约'),
        {
          name: 'dailyQuota',
          label: labels.dailyQuota,
          kind: 'count',
          nullable: true,
          unit: '个',
          hint: '可以预约的才填',
        },
        yes('fourEyes', '决定要由两个人作出'),
      ],
    },
    {
      list: 'places',
      title: labels.places,
      word: '一个地点',
      specs: [
        { name: 'name', label: partLabels.places.name, kind: 'text' },
        { name: 'address', label: partLabels.places.address, kind: 'text' },
        { name: 'window', label: partLabels.places.window, kind: 'text', size: 'medium' },
        { name: 'hours', label: partLabels.places.hours, kind: 'text' },
        { name: 'phone', label: partLabels.places.phone, kind: 'text', size: 'medium' },
      ],
      blank: { name: '', address: '', window: '', hours: '', phone: '' },
      summary: (r) => [r.name, r.window].filter(Boolean).join('，'),
    },
    {
      list: 'specialProcedures',
      title: labels.specialProcedures,
      word: '一种特别程序',
      note: '听证、检验、检测等所需的时间不计入办结时限，但要书面告诉申请人。（《行政许可法》第四十五条）',
      specs: [
        {
          name: 'kind',
          label: partLabels.specialProcedures.kind,
          kind: 'choice',
          choices: choicesByLabel(specialLabels),
        },
        { name: 'name', label: partLabels.specialProcedures.name, kind: 'text' },
        { name: 'days', label: partLabels.specialProcedures.days, kind: 'count', nullable: true, unit: '个工作日' },
        { name: 'basis', label: partLabels.specialProcedures.basis, kind: 'text' },
      ],
      blank: { kind: 'hearing', name: '', days: null, basis: '' },
      summary: (r) => String(r.name || ''),
    },
  ],
}

const charges = (files: FillWorld['files']): FillSection => ({
  slug: 'charges',
  title: '收费和结果',
  covers: ['chargeable', 'fees', 'payOnline', 'results'],
  files: true,
  blocks: [
    { title: '收费', specs: [yes('chargeable', '要收费'), yes('payOnline', '可以网上支付')] },
    {
      list: 'fees',
      title: labels.fees,
      word: '一项收费',
      specs: [
        { name: 'name', label: partLabels.fees.name, kind: 'text' },
        {
          ...{ name: 'amountFen', label: partLabels.fees.amountFen, kind: 'yuan', nullable: true, unit: '元' },
          hint: '按办法计算的不填金额',
        },
        { name: 'standard', label: partLabels.fees.standard, kind: 'text' },
        { name: 'basis', label: partLabels.fees.basis, kind: 'text' },
        { name: 'reduction', label: partLabels.fees.reduction, kind: 'text', hint: '谁可以少交、免交，凭什么' },
      ],
      blank: { name: '', amountFen: null, standard: '', basis: '', reduction: '' },
      summary: (r) => String(r.name || ''),
    },
    {
      list: 'results',
      title: labels.results,
      word: '一种结果',
      specs: [
        { name: 'name', label: partLabels.results.name, kind: 'text', hint: '写证照或者文书的全称' },
        { name: 'kind', label: partLabels.results.kind, kind: 'choice', choices: choicesByLabel(resultKindLabels) },
        {
          ...{
            name: 'validMonths',
            label: partLabels.results.validMonths,
            kind: 'count',
            nullable: true,
            unit: '个月',
          },
          hint: '长期有效的不填',
        },
        {
          ...{ name: 'sample', label: partLabels.results.sample, kind: 'choice', numbers: true, nullable: true },
          choices: filesFor(files, 'resultSample'),
        },
      ],
      blank: { name: '', kind: 'document', validMonths: null, sample: null },
      summary: (r) => String(r.name || ''),
    },
  ],
})

const steps = (units: FillWorld['units']): FillSection => ({
  slug: 'steps',
  title: '环节',
  covers: ['steps', 'process'],
  blocks: [
    {
      title: '流程',
      specs: [{ name: 'process', label: labels.process, kind: 'area', rows: 3, hint: '用一两句话告诉申请人怎么走' }],
    },
    {
      list: 'steps',
      title: labels.steps,
      word: '一个环节',
      keyed: 'step',
      note: '按先后排列。几个单位同时办的环节写同一个并行组，排在一起。',
      specs: [
        { name: 'name', label: partLabels.steps.name, kind: 'text', size: 'medium' },
        { name: 'role', label: partLabels.steps.role, kind: 'choice', choices: choicesByLabel(roleLabels) },
        {
          ...{ name: 'unitCode', label: partLabels.steps.unitCode, kind: 'choice', nullable: true },
          choices: choicesByName(units),
          hint: '不选的由本单位办',
        },
        { name: 'days', label: partLabels.steps.days, kind: 'count', unit: '个工作日' },
        {
          ...{ name: 'group', label: partLabels.steps.group, kind: 'text', size: 'short', nullable: true },
          hint: '字母开头，例如 a；不并行的不填',
        },
        { name: 'post', label: partLabels.steps.post, kind: 'text', size: 'medium' },
        { name: 'standard', label: partLabels.steps.standard, kind: 'text' },
      ],
      blank: { key: '', name: '', role: 'review', unitCode: null, group: null, days: 0, standard: '', post: '' },
      summary: (r) =>
        [r.name, r.days !== undefined && r.days !== '' && `${r.days} 个工作日`].filter(Boolean).join('，'),
    },
  ],
})

const faq: FillSection = {
  slug: 'faq',
  title: '常见问题',
  covers: ['faq'],
  blocks: [
    {
      list: 'faq',
      title: labels.faq,
      word: '一个问题',
      specs: [
        { name: 'question', label: partLabels.faq.question, kind: 'text' },
        { name: 'answer', label: partLabels.faq.answer, kind: 'area', rows: 3 },
      ],
      blank: { question: '', answer: '' },
      summary: (r) => String(r.question || ''),
    },
  ],
}

/** The pages on which a list is filled in, in the order in which one would. */
export const sectionsFor = (world: FillWorld): FillSection[] => [
  basics,
  handling,
  questionsSection,
  materialsSection(world),
  charges(world.files),
  steps(world.units),
  faq,
  formSection,
]
