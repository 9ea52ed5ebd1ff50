import type { Attribute, Channel, ColumnPart, ColumnType, Kind, State, Validity } from './schema.ts'

export const stateLabels: Record<State, string> = {
  draft: '草稿',
  inReview: '待审核',
  returned: '已退回',
  approved: '待发布',
  scheduled: '定时发布',
  published: '已发布',
  withdrawn: '已撤回',
  withheld: '不主动公开',
  discarded: '已作废',
}

export const kindLabels: Record<Kind, string> = {
  document: '文件',
  normative: '行政规范性文件',
  interpretation: '政策解读',
  news: '动态信息',
  page: '固定页面',
}

/** 国办发〔2016〕80号 */
export const attributeLabels: Record<Attribute, string> = {
  proactive: '主动公开',
  onApplication: '依申请公开',
  notDisclosed: '不予公开',
}
export const validityLabels: Record<Validity, string> = {
  inForce: '有效',
  repealed: '废止',
  expired: '失效',
  none: '不标注',
}
export const channelLabels: Record<Channel, string> = {
  website: '政府网站',
  gazette: '政府公报',
  microblog: '政务微博',
  wechat: '政务微信',
  other: '其他方式',
}
export const channelReferenceLabels: Record<Channel, string> = {
  website: '其他网址（本站地址自动生成）',
  gazette: '公报期号',
  microblog: '微博地址',
  wechat: '推文地址',
  other: '载体和位置，如公示栏',
}
export const columnTypeLabels: Record<ColumnType, string> = {
  news: '动态要闻',
  notice: '通知公告',
  policy: '政策文件',
  statutory: '法定公开内容',
  institution: '机构职能',
  interaction: '互动交流',
  overview: '概况',
}
/** 国办公开办函〔2019〕61号 */
export const columnPartLabels: Record<ColumnPart, string> = {
  guide: '政府信息公开指南',
  rules: '政府信息公开制度',
  content: '法定主动公开内容',
  reports: '政府信息公开年报',
  application: '依申请公开',
}
export const withdrawalLabels = { tombstone: '保留正文，注明已撤回和原因', gone: '不再显示正文，只注明去向' } as const
export const personalDataLabels = {
  idNumber: '身份证号码',
  phone: '手机号码',
  bankCard: '银行卡号',
  unread: '未能检查',
} as const
/** Why a file could not be checked for personal data, and what to do. */
export const unreadLabels = {
  notYet: '还没有检查，请稍后重新打开这一页',
  cut: '文件太长，只检查了前面一部分，其余请打开核对',
  empty: '没有取到文字，可能是扫描件或图片，请打开核对',
  unreadable: '读不了这种文件，或文件已损坏、加密，请打开核对；旧格式可另存为 .docx、.xlsx 或 PDF 后重新上传',
  tooLarge: '文件解开后太大，没有检查，请打开核对',
  tooSlow: '读取时间太长，没有检查，请打开核对',
} as const

/** 《政府信息公开条例》(国务院令第711号)第二十条 */
export const statutoryClassLabels = [
  '行政法规、规章和规范性文件',
  '机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名',
  '国民经济和社会发展规划、专项规划、区域规划及相关政策',
  '国民经济和社会发展统计信息',
  '办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果',
  '实施行政处罚、行政强制的依据、条件、程序以及具有一定社会影响的行政处罚决定',
  '财政预算、决算信息',
  '行政事业性收费项目及其依据、标准',
  '政府集中采购项目的目录、标准及实施情况',
  '重大建设项目的批准和实施情况',
  '扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况',
  '突发公共事件的应急预案、预警信息及应对情况',
  '环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况',
  '公务员招考的职位、名额、报考条件等事项以及录用结果',
  '法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息',
] as const

/** What an act says in a timeline. */
export const actLabels: Record<string, string> = {
  'disclosure.drafted': '起草了这份信息',
  'disclosure.saved': '修改并保存',
  'disclosure.restored': '恢复到以前的版本',
  'disclosure.attached': '添加附件',
  'disclosure.detached': '移除附件',
  'disclosure.submitted': '提交审核',
  'disclosure.recalled': '撤回送审',
  'disclosure.returned': '退回修改',
  'disclosure.approved': '审核通过，保密审查同意公开',
  'disclosure.withheld': '审核确认不主动公开',
  'disclosure.reassessed': '再次评估，继续不主动公开',
  'disclosure.reopened': '再次评估，转为主动公开',
  'disclosure.scheduled': '定好发布时间',
  'disclosure.unscheduled': '取消定时发布',
  'disclosure.published': '发布',
  'disclosure.forced': '紧急发布（未经第二人审核）',
  'disclosure.channelAdded': '增加发布渠道',
  'disclosure.correctionDrafted': '起草更正',
  'disclosure.correctionSaved': '修改更正稿',
  'disclosure.correctionSubmitted': '提交更正审核',
  'disclosure.correctionRecalled': '撤回更正送审',
  'disclosure.correctionReturned': '退回更正稿',
  'disclosure.correctionApproved': '更正审核通过',
  'disclosure.correctionDiscarded': '放弃更正',
  'disclosure.corrected': '发布更正',
  'disclosure.personalDataConfirmed': '核对并确认疑似个人信息可以公开',
  'disclosure.revisited': '复核',
  'disclosure.revisitReminded': '提醒复核',
  'disclosure.withdrawn': '撤回',
  'disclosure.repealed': '标注废止',
  'disclosure.expired': '有效期届满，标注失效',
  'disclosure.discarded': '作废',
  'disclosure.reminded': '提醒公开期限',
  'disclosure.redated': '公开期限重新计算',
  'disclosure.moved': '移到另一栏目',
  'disclosure.opinionReceived': '收到一条意见',
  'disclosure.imported': '批量导入',
}

export const heldLabels = {
  interviews: { title: '在线访谈', one: '访谈', persons: '嘉宾' },
  pressConferences: { title: '新闻发布会', one: '发布会', persons: '发布人' },
} as const
export const responseChannelLabels = {
  press: '新闻发布会',
  interview: '在线访谈',
  website: '政府网站',
  newMedia: '政务微博微信',
  other: '其他方式',
} as const

/** 国办公开办函〔2019〕60号 第二部分 */
export const decisionLabels = {
  licence: '行政许可',
  service: '其他对外管理服务事项',
  penalty: '行政处罚',
  coercion: '行政强制',
} as const
export const itemLabels = { ...decisionLabels, fee: '行政事业性收费' } as const
