import type {
  Fee,
  ItemElements,
  ItemLevel,
  Limit,
  LimitUnit,
  Material,
  materialForms,
  materialSources,
  necessities,
  Place,
  ProcessStep,
  Result,
  SpecialKind,
  SpecialProcedure,
  StepRole,
} from './schema.ts'

type Labels<K extends PropertyKey> = Readonly<Record<K, string>>

export const levelLabels: Labels<ItemLevel> = { main: '主项', sub: '子项', handling: '业务办理项' }
export const workStateLabels = {
  empty: '未填报',
  filling: '填报中',
  review: '待审核',
  published: '已发布',
  waiting: '将生效',
  cancelled: '已取消',
} as const
export const lackLabels = { filled: '没有填好', published: '没有发布', online: '不能网上办' } as const
export const sourceLabels: Labels<(typeof materialSources)[number]> = {
  applicant: '申请人自备',
  organ: '政府部门核发',
  shared: '部门共享，不用提交',
}
export const materialFormLabels: Labels<(typeof materialForms)[number]> = {
  paper: '纸质',
  electronic: '电子',
  either: '纸质或电子',
}
export const necessityLabels: Labels<(typeof necessities)[number]> = {
  required: '必要',
  conditional: '符合条件时必要',
  optional: '可选',
}
export const roleLabels: Labels<StepRole> = {
  accept: '受理',
  review: '审查',
  approve: '决定',
  finish: '办结',
  deliver: '送达',
  inspect: '现场核查',
  publicise: '公示',
}
export const specialLabels: Labels<SpecialKind> = {
  hearing: '听证',
  tender: '招标',
  auction: '拍卖',
  test: '检测',
  inspection: '检验',
  quarantine: '检疫',
  appraisal: '鉴定',
  expertReview: '专家评审',
}
export const limitUnitLabels: Labels<LimitUnit> = {
  workingDay: '工作日',
  calendarDay: '天',
  instant: '当场办结',
  none: '没有规定期限',
}
export const resultKindLabels: Labels<Result['kind']> = { certificate: '证照', document: '文书', other: '其他' }
export const filePurposeLabels = { blankForm: '空白表格', sample: '填写样表', resultSample: '结果样本' } as const
export const decidedAtLabels = { village: '村（社区）', town: '镇（街道）', department: '部门' } as const
export const replacedByLabels = {
  licence: '凭现有证照办理',
  enquiry: '部门之间核查',
  promise: '申请人书面承诺',
  investigation: '部门自行调查',
  nothing: '直接取消',
} as const

export const elementLabels: Labels<keyof ItemElements> = {
  name: '事项名称',
  legalBasis: '设定依据',
  exerciseLevel: '行使层级',
  powerDivision: '权限划分',
  exerciseContent: '行使内容',
  powerSource: '权力来源',
  body: '实施主体',
  entrustedBy: '委托部门',
  jointAgencies: '联办机构',
  statutoryLimit: '法定办结时限',
  commitmentLimit: '承诺办结时限',
  acceptanceCondition: '受理条件',
  process: '办理流程',
  intermediaryService: '中介服务',
  quantityLimit: '数量限制',
  results: '审批结果',
  chargeable: '是否收费',
  fees: '收费项目',
  payOnline: '是否支持网上支付',
  crossRegionScope: '通办范围',
  serviceTargets: '服务对象',
  personTopics: '面向自然人主题',
  firmTopics: '面向法人主题',
  lifeEvents: '人生事件',
  handlingForms: '办理形式',
  caseType: '办件类型',
  specialProcedures: '特别程序',
  canReserve: '是否支持预约',
  dailyQuota: '每日预约数',
  express: '是否支持物流快递',
  online: '是否网上办理',
  onlineDepth: '网上办理深度',
  onSiteVisits: '到办事现场次数',
  onSiteReason: '必须现场办理原因',
  inHall: '是否进驻政务大厅',
  terminal: '是否自助终端办理',
  nearby: '是否就近办理',
  places: '办理地点',
  consultPhone: '咨询电话',
  supervisePhone: '监督投诉电话',
  materials: '申请材料',
  steps: '办理环节',
  faq: '常见问题',
  questions: '情形问题',
  form: '申请表',
  fourEyes: '是否双人决定',
}

/** Labels of what stands inside the lists of an item. */
export const partLabels = {
  materials: {
    key: '代号',
    name: '材料名称',
    issuer: '出具单位',
    source: '来源渠道',
    sourceNote: '来源说明',
    form: '材料形式',
    originals: '原件份数',
    copies: '复印件份数',
    necessity: '必要性',
    when: '需要的情形',
    whenNote: '情形说明',
    timeRule: '时限要求',
    acceptance: '受理标准',
    fillNote: '填报须知',
    basis: '要求提供的依据',
    blankForm: '空白表格',
    sample: '填写样表',
    tolerable: '可容缺',
    tolerableDays: '容缺补交工作日',
  } satisfies Labels<keyof Material>,
  fees: {
    name: '收费项目名称',
    amountFen: '金额',
    standard: '收费标准',
    basis: '收费依据',
    reduction: '减免规定',
  } satisfies Labels<keyof Fee>,
  steps: {
    key: '代号',
    name: '环节名称',
    role: '环节类别',
    unitCode: '承办单位',
    group: '并行组',
    days: '办理工作日',
    standard: '审查标准',
    post: '承办岗位',
  } satisfies Labels<keyof ProcessStep>,
  results: {
    name: '结果名称',
    kind: '结果类型',
    validMonths: '有效月数',
    sample: '结果样本',
  } satisfies Labels<keyof Result>,
  places: {
    name: '地点名称',
    address: '地址',
    window: '窗口',
    hours: '办理时间',
    phone: '电话',
  } satisfies Labels<keyof Place>,
  specialProcedures: {
    kind: '种类',
    name: '名称',
    days: '最长工作日',
    basis: '依据',
  } satisfies Labels<keyof SpecialProcedure>,
  faq: { question: '问题', answer: '解答' },
  questions: { key: '代号', text: '问题', options: '选项' },
} as const

/** A time limit as people read it: `20 个工作日`, `当场办结`, `法律没有规定期限`. */
export function showLimit({ unit, days, note }: Limit): string {
  const told = {
    workingDay: `${days ?? '？'} 个工作日`,
    calendarDay: `${days ?? '？'} 天`,
    instant: '当场办结',
    none: '没有规定期限',
  }[unit]
  return note === '' ? told : `${told}（${note}）`
}

/** Acts of this module in a timeline. */
export const actLabels: Readonly<Record<string, string>> = {
  'catalogue.basicImported': '导入目录清单',
  'catalogue.basicChecked': '检查要导入的目录清单',
  'catalogue.itemsChecked': '检查要导入的实施清单',
  'catalogue.adopted': '引用目录清单',
  'catalogue.handlingAdded': '增加业务办理项',
  'catalogue.saved': '保存实施清单',
  'catalogue.imported': '批量导入实施清单',
  'catalogue.draftBegun': '开始填报新版本',
  'catalogue.draftWithdrawn': '撤销草稿',
  'catalogue.returned': '退回修改',
  'catalogue.published': '发布',
  'catalogue.publicationTakenBack': '收回尚未生效的版本',
  'catalogue.tookEffect': '新版本生效',
  'catalogue.cancelled': '取消事项',
  'catalogue.fileAdded': '添加文件',
  'catalogue.fileRemoved': '移除文件',
  'catalogue.delegated': '下沉',
  'catalogue.delegationEnded': '停止下沉',
}
