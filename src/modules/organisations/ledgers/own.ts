import type { LedgerField } from '../../../core/ledger.ts'
import { appointmentLabels, platformLabels, siteKindLabels } from '../labels.ts'
import type { Ledger } from './ledger.ts'

const text = (name: string, label: string, more: Partial<LedgerField> = {}): LedgerField => ({
  name,
  label,
  kind: 'text',
  ...more,
})

const own: readonly Omit<Ledger, 'module' | 'may'>[] = [
  {
    name: 'offices',
    title: '政府信息公开工作机构',
    intro: '负责受理、办理、答复政府信息公开申请的机构。',
    table: 'disclosureOffices',
    end: 'closedOn',
    order: 'openedOn',
    fields: [
      text('name', '机构名称'),
      text('address', '办公地址'),
      text('phone', '联系电话'),
      text('fax', '传真', { optional: true }),
      text('email', '电子邮箱', { optional: true }),
      text('officeHours', '办公时间'),
      { name: 'openedOn', label: '设立日期', kind: 'day' },
    ],
  },
  {
    name: 'appointments',
    title: '政府信息公开工作人员',
    intro: '专职和兼职从事政府信息公开工作的人员，不包括政府公报和政府网站的工作人员。',
    table: 'disclosureAppointments',
    end: 'endedOn',
    order: 'startedOn',
    fields: [
      { name: 'staffId', label: '人员', kind: 'staff', hint: '从本单位在职人员中选择' },
      { name: 'kind', label: '专职或兼职', kind: 'choice', choices: appointmentLabels },
      { name: 'startedOn', label: '开始日期', kind: 'day' },
    ],
  },
  {
    name: 'sites',
    title: '政府信息查阅场所',
    intro: '供公众查阅政府信息的国家档案馆、公共图书馆、政务服务场所等。',
    table: 'consultationSites',
    end: 'closedOn',
    order: 'openedOn',
    fields: [
      text('name', '名称'),
      { name: 'kind', label: '类别', kind: 'choice', choices: siteKindLabels },
      text('address', '地址'),
      text('officeHours', '开放时间'),
      { name: 'openedOn', label: '设立日期', kind: 'day' },
    ],
  },
  {
    name: 'funds',
    title: '政府信息公开专项经费',
    intro: '用于政府信息公开的专项经费，不包括政府公报编辑管理和政府网站建设维护的经费。',
    table: 'disclosureFunds',
    order: 'grantedOn',
    fields: [
      text('purpose', '用途'),
      { name: 'amountFen', label: '金额（元）', kind: 'yuan' },
      { name: 'grantedOn', label: '下达日期', kind: 'day' },
    ],
  },
  {
    name: 'meetings',
    title: '政府信息公开会议',
    intro: '召开的政府信息公开工作会议和专题会议，一次会议一行。',
    table: 'disclosureMeetings',
    order: 'heldOn',
    fields: [
      text('title', '会议名称'),
      { name: 'heldOn', label: '召开日期', kind: 'day' },
      { name: 'minutes', label: '议定事项', kind: 'longText', optional: true },
    ],
  },
  {
    name: 'trainings',
    title: '政府信息公开培训',
    intro: '举办的各类培训班，一期一行。',
    table: 'trainings',
    order: 'heldOn',
    fields: [
      text('title', '培训班名称'),
      { name: 'heldOn', label: '举办日期', kind: 'day' },
      { name: 'trained', label: '培训人次', kind: 'count', hint: '每人每期计一次' },
    ],
  },
  {
    name: 'lessons',
    subject: 'lesson',
    title: '其他培训班的公开课程',
    intro: '党校、主管部门等举办的培训班列有政府信息公开课程的，一期一行。本单位专门举办的登记在“政府信息公开培训”。',
    table: 'trainingLessons',
    order: 'heldOn',
    unique: ['title', 'heldOn'],
    fields: [text('title', '培训班名称'), { name: 'heldOn', label: '开班日期', kind: 'day' }],
  },
  {
    name: 'media',
    title: '政务新媒体账号',
    intro: '各单位开办的政务微博、政务微信等账号。停用的账号请登记停用日期。',
    table: 'mediaAccounts',
    end: 'closedOn',
    order: 'openedOn',
    fields: [
      { name: 'platform', label: '平台', kind: 'choice', choices: platformLabels },
      text('name', '账号名称'),
      { name: 'openedOn', label: '开办日期', kind: 'day' },
    ],
  },
]

/**
 * The registers from which parts 八 and 九 of the statistical form are counted.
 * @basis 国办发〔2014〕32号
 */
export const ledgers: readonly Ledger[] = own.map((ledger) => ({
  ...ledger,
  module: 'organisations',
  may: { view: 'organisations.view', edit: 'organisations.edit' },
}))
