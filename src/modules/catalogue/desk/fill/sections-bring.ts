import { choicesByLabel } from '../../../../ui/index.ts'
import { elementLabels as labels, materialFormLabels, necessityLabels, partLabels, sourceLabels } from '../../labels.ts'
import { formKindLabels } from './sheet.ts'
import { type FillSection, type FillWorld, filesFor, type Spec } from './spec.ts'

const of = partLabels.materials

/** One choice of answers for each question that has been saved: what a conditional material depends on. */
const conditions = ({ questions }: FillWorld['elements']): Spec[] =>
  questions.map((q) => ({
    ...{ name: `when.${q.key}`, label: `“${q.text}”答了这些才要`, kind: 'choices', row: true },
    choices: q.options.map((o) => ({ value: o.value, label: o.label })),
  }))

export const materialsSection = ({ elements, files }: FillWorld): FillSection => ({
  slug: 'materials',
  title: '材料',
  covers: ['materials'],
  files: true,
  blocks: [
    {
      list: 'materials',
      title: labels.materials,
      word: '一份材料',
      keyed: 'material',
      note:
        elements.questions.length > 0
          ? '只在某些情形才要的材料，必要性选“符合条件时必要”，再勾选是哪些回答。'
          : '只在某些情形才要的材料，可以先在“我要带什么”里写好问题并保存，再到这里勾选是哪些回答。',
      specs: [
        { name: 'name', label: of.name, kind: 'text' },
        { name: 'necessity', label: of.necessity, kind: 'choice', choices: choicesByLabel(necessityLabels) },
        ...conditions(elements),
        { name: 'whenNote', label: of.whenNote, kind: 'text', hint: '符合条件时必要的，用一句话说明情形' },
        { name: 'source', label: of.source, kind: 'choice', choices: choicesByLabel(sourceLabels) },
        { name: 'issuer', label: of.issuer, kind: 'text', size: 'medium' },
        { name: 'sourceNote', label: of.sourceNote, kind: 'text' },
        { name: 'form', label: of.form, kind: 'choice', choices: choicesByLabel(materialFormLabels) },
        { name: 'originals', label: of.originals, kind: 'count', unit: '份' },
        { name: 'copies', label: of.copies, kind: 'count', unit: '份' },
        {
          ...{ name: 'blankForm', label: of.blankForm, kind: 'choice', numbers: true, nullable: true },
          choices: filesFor(files, 'blankForm'),
        },
        {
          ...{ name: 'sample', label: of.sample, kind: 'choice', numbers: true, nullable: true },
          choices: filesFor(files, 'sample'),
        },
        { name: 'timeRule', label: of.timeRule, kind: 'text', hint: '例如：三个月内开具' },
        { name: 'acceptance', label: of.acceptance, kind: 'text' },
        { name: 'fillNote', label: of.fillNote, kind: 'text' },
        { name: 'basis', label: of.basis, kind: 'text' },
        { name: 'tolerable', label: of.tolerable, kind: 'yes', hint: '缺了它也先受理，以后补交' },
        { name: 'tolerableDays', label: of.tolerableDays, kind: 'count', nullable: true, unit: '个工作日' },
      ],
      blank: {
        ...{ key: '', name: '', issuer: '', source: 'applicant', sourceNote: '', form: 'either', originals: 1 },
        ...{ copies: 0, necessity: 'required', when: {}, whenNote: '', timeRule: '', acceptance: '', fillNote: '' },
        ...{ basis: '', blankForm: null, sample: null, tolerable: false, tolerableDays: null },
      },
      summary: (r) =>
        [
          r.name,
          (necessityLabels as Record<string, string>)[String(r.necessity)],
          Number(r.originals) > 0 && `原件 ${r.originals} 份`,
          Number(r.copies) > 0 && `复印件 ${r.copies} 份`,
        ]
          .filter(Boolean)
          .join('，'),
    },
  ],
})

export const questionsSection: FillSection = {
  slug: 'questions',
  title: '我要带什么',
  covers: ['questions'],
  blocks: [
    {
      list: 'questions',
      title: labels.questions,
      word: '一个问题',
      keyed: 'question',
      note: '办事人答了这些问题，只看到自己要带的材料。问两三个就够，材料不分情形的不用问。',
      specs: [
        { name: 'text', label: partLabels.questions.text, kind: 'text', hint: '例如：谁来申请' },
        {
          ...{ name: 'labels', label: partLabels.questions.options, kind: 'lines', rows: 3 },
          hint: '一行写一个，2 至 8 个',
        },
      ],
      blank: { key: '', text: '', labels: [] },
      summary: (r) => String(r.text || ''),
    },
  ],
}

const knownLabels = {
  'applicant.name': '申请人姓名或者名称',
  'applicant.idNumber': '申请人证件号码',
  'applicant.phone': '申请人电话',
  'applicant.address': '申请人地址',
} as const

export const formSection: FillSection = {
  slug: 'form',
  title: '申请表',
  covers: ['form'],
  blocks: [
    {
      list: 'formFields',
      title: '申请表的栏目',
      word: '一栏',
      note: '网上申请和窗口录入都填这张表，按这里的先后排列。已经知道的不要再问。',
      specs: [
        { name: 'title', label: '栏目名称', kind: 'text', size: 'medium' },
        { name: 'name', label: '代号', kind: 'text', size: 'short', hint: '英文字母开头，不填自动编；发布后不要改' },
        { name: 'kind', label: '填什么', kind: 'choice', choices: choicesByLabel(formKindLabels) },
        { name: 'required', label: '必填', kind: 'yes' },
        { name: 'choices', label: '选项', kind: 'lines', rows: 3, hint: '“从几项中选一项”的，一行写一个' },
        {
          ...{ name: 'known', label: '自动填写', kind: 'choice', choices: choicesByLabel(knownLabels) },
          hint: '登录时已经知道的，不让申请人再填',
        },
        { name: 'description', label: '填写提示', kind: 'text' },
        { name: 'maxLength', label: '最多字数', kind: 'count', nullable: true, unit: '字' },
        { name: 'minimum', label: '最小值', kind: 'decimal', nullable: true },
        { name: 'maximum', label: '最大值', kind: 'decimal', nullable: true },
      ],
      blank: {
        ...{ name: '', title: '', kind: 'text', required: true, choices: [], known: '', description: '' },
        ...{ maxLength: null, minimum: null, maximum: null },
      },
      summary: (r) =>
        [r.title, (formKindLabels as Record<string, string>)[String(r.kind)], r.required ? '必填' : '选填']
          .filter(Boolean)
          .join('，'),
    },
  ],
}
