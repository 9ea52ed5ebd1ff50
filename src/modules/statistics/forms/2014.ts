import type { FormCell, Identity, Layout, Template } from './form.ts'

/** Rows as printed. The note at B1, and the same rule for A1 that other copies print, are in the indicators' definitions. */
const cells: readonly FormCell[] = [
  { id: 'A', label: '一、主动公开情况', unit: '—', indent: 0, source: { heading: true } },
  { id: 'A1', label: '(一)主动公开政府信息数', unit: '条', indent: 1, parent: 'A', source: { indicator: 'disclosure.published' } },
  { id: 'A1a', label: '其中:主动公开规范性文件数', unit: '条', indent: 2, parent: 'A1', source: { indicator: 'disclosure.normativePublished' } },
  { id: 'A1b', label: '制发规范性文件总数', unit: '件', indent: 1, parent: 'A', source: { indicator: 'disclosure.normativeIssued' } },
  { id: 'A2', label: '(二)通过不同渠道和方式公开政府信息的情况', unit: '—', indent: 1, parent: 'A', source: { heading: true } },
  { id: 'A2.1', label: '1.政府公报公开政府信息数', unit: '条', indent: 2, parent: 'A2', source: { indicator: 'disclosure.channel.gazette' } },
  { id: 'A2.2', label: '2.政府网站公开政府信息数', unit: '条', indent: 2, parent: 'A2', source: { indicator: 'disclosure.channel.website' } },
  { id: 'A2.3', label: '3.政务微博公开政府信息数', unit: '条', indent: 2, parent: 'A2', source: { indicator: 'disclosure.channel.microblog' } },
  { id: 'A2.4', label: '4.政务微信公开政府信息数', unit: '条', indent: 2, parent: 'A2', source: { indicator: 'disclosure.channel.wechat' } },
  { id: 'A2.5', label: '5.其他方式公开政府信息数', unit: '条', indent: 2, parent: 'A2', source: { indicator: 'disclosure.channel.other' } },
  { id: 'B', label: '二、回应解读情况', unit: '—', indent: 0, source: { heading: true } },
  { id: 'B1', label: '(一)回应公众关注热点或重大舆情数(不同方式回应同一热点或舆情计1次)', unit: '次', indent: 1, parent: 'B', source: { indicator: 'disclosure.concernsAnswered' } },
  { id: 'B2', label: '(二)通过不同渠道和方式回应解读的情况', unit: '—', indent: 1, parent: 'B', source: { heading: true } },
  { id: 'B2.1', label: '1.参加或举办新闻发布会总次数', unit: '次', indent: 2, parent: 'B2', source: { indicator: 'disclosure.pressConferences' } },
  { id: 'B2.1a', label: '其中:主要负责同志参加新闻发布会次数', unit: '次', indent: 3, parent: 'B2.1', source: { indicator: 'disclosure.pressConferencesByHead' } },
  { id: 'B2.2', label: '2.政府网站在线访谈次数', unit: '次', indent: 2, parent: 'B2', source: { indicator: 'disclosure.interviews' } },
  { id: 'B2.2a', label: '其中:主要负责同志参加政府网站在线访谈次数', unit: '次', indent: 3, parent: 'B2.2', source: { indicator: 'disclosure.interviewsByHead' } },
  { id: 'B2.3', label: '3.政策解读稿件发布数', unit: '篇', indent: 2, parent: 'B2', source: { indicator: 'disclosure.interpretations' } },
  { id: 'B2.4', label: '4.微博微信回应事件数', unit: '次', indent: 2, parent: 'B2', source: { indicator: 'disclosure.newMediaResponses' } },
  { id: 'B2.5', label: '5.其他方式回应事件数', unit: '次', indent: 2, parent: 'B2', source: { indicator: 'disclosure.otherResponses' } },
  { id: 'C', label: '三、依申请公开情况', unit: '—', indent: 0, source: { heading: true } },
  { id: 'C1', label: '(一)收到申请数', unit: '件', indent: 1, parent: 'C', source: { sum: ['C1.1', 'C1.2', 'C1.3', 'C1.4'] } },
  { id: 'C1.1', label: '1.当面申请数', unit: '件', indent: 2, parent: 'C1', source: { indicator: 'requests.received.inPerson' } },
  { id: 'C1.2', label: '2.传真申请数', unit: '件', indent: 2, parent: 'C1', source: { indicator: 'requests.received.fax' } },
  { id: 'C1.3', label: '3.网络申请数', unit: '件', indent: 2, parent: 'C1', source: { indicator: 'requests.received.online' } },
  { id: 'C1.4', label: '4.信函申请数', unit: '件', indent: 2, parent: 'C1', source: { indicator: 'requests.received.letter' } },
  { id: 'C2', label: '(二)申请办结数', unit: '件', indent: 1, parent: 'C', source: { sum: ['C2.1', 'C2.2'] } },
  { id: 'C2.1', label: '1.按时办结数', unit: '件', indent: 2, parent: 'C2', source: { indicator: 'requests.closed.inTime' } },
  { id: 'C2.2', label: '2.延期办结数', unit: '件', indent: 2, parent: 'C2', source: { indicator: 'requests.closed.extended' } },
  { id: 'C3', label: '(三)申请答复数', unit: '件', indent: 1, parent: 'C', source: { sum: ['C3.1', 'C3.2', 'C3.3', 'C3.4', 'C3.5', 'C3.6', 'C3.7', 'C3.8'] } },
  { id: 'C3.1', label: '1.属于已主动公开范围数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.1' } },
  { id: 'C3.2', label: '2.同意公开答复数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.2' } },
  { id: 'C3.3', label: '3.同意部分公开答复数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.3' } },
  { id: 'C3.4', label: '4.不同意公开答复数', unit: '件', indent: 2, parent: 'C3', source: { sum: ['C3.4a', 'C3.4b', 'C3.4c', 'C3.4d', 'C3.4e', 'C3.4f'] } },
  { id: 'C3.4a', label: '其中:涉及国家秘密', unit: '件', indent: 3, parent: 'C3.4', source: { indicator: 'requests.form2014.C3.4a' } },
  { id: 'C3.4b', label: '涉及商业秘密', unit: '件', indent: 3, parent: 'C3.4', source: { indicator: 'requests.form2014.C3.4b' } },
  { id: 'C3.4c', label: '涉及个人隐私', unit: '件', indent: 3, parent: 'C3.4', source: { indicator: 'requests.form2014.C3.4c' } },
  { id: 'C3.4d', label: '危及国家安全、公共安全、经济安全和社会稳定', unit: '件', indent: 3, parent: 'C3.4', source: { indicator: 'requests.form2014.C3.4d' } },
  { id: 'C3.4e', label: '不是《条例》所指政府信息', unit: '件', indent: 3, parent: 'C3.4', source: { indicator: 'requests.form2014.C3.4e' } },
  { id: 'C3.4f', label: '法律法规规定的其他情形', unit: '件', indent: 3, parent: 'C3.4', source: { indicator: 'requests.form2014.C3.4f' } },
  { id: 'C3.5', label: '5.不属于本行政机关公开数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.5' } },
  { id: 'C3.6', label: '6.申请信息不存在数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.6' } },
  { id: 'C3.7', label: '7.告知作出更改补充数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.7' } },
  { id: 'C3.8', label: '8.告知通过其他途径办理数', unit: '件', indent: 2, parent: 'C3', source: { indicator: 'requests.form2014.C3.8' } },
  { id: 'D', label: '四、行政复议数量', unit: '件', indent: 0, source: { sum: ['D1', 'D2', 'D3'] } },
  { id: 'D1', label: '(一)维持具体行政行为数', unit: '件', indent: 1, parent: 'D', source: { indicator: 'supervision.remedies.reconsideration.upheld' } },
  { id: 'D2', label: '(二)被依法纠错数', unit: '件', indent: 1, parent: 'D', source: { indicator: 'supervision.remedies.reconsideration.corrected' } },
  { id: 'D3', label: '(三)其他情形数', unit: '件', indent: 1, parent: 'D', source: { indicator: 'supervision.remedies.reconsideration.other' } },
  { id: 'E', label: '五、行政诉讼数量', unit: '件', indent: 0, source: { sum: ['E1', 'E2', 'E3'] } },
  { id: 'E1', label: '(一)维持具体行政行为或者驳回原告诉讼请求数', unit: '件', indent: 1, parent: 'E', source: { indicator: 'supervision.litigation.upheld' } },
  { id: 'E2', label: '(二)被依法纠错数', unit: '件', indent: 1, parent: 'E', source: { indicator: 'supervision.litigation.corrected' } },
  { id: 'E3', label: '(三)其他情形数', unit: '件', indent: 1, parent: 'E', source: { indicator: 'supervision.litigation.other' } },
  { id: 'F', label: '六、举报投诉数量', unit: '件', indent: 0, source: { indicator: 'supervision.complaints' } },
  { id: 'G', label: '七、依申请公开信息收取的费用', unit: '万元', indent: 0, source: { indicator: 'requests.fees' } },
  { id: 'H', label: '八、机构建设和保障经费情况', unit: '—', indent: 0, source: { heading: true } },
  { id: 'H1', label: '(一)政府信息公开工作专门机构数', unit: '个', indent: 1, parent: 'H', source: { indicator: 'organisations.disclosureOffices' } },
  { id: 'H2', label: '(二)设置政府信息公开查阅点数', unit: '个', indent: 1, parent: 'H', source: { indicator: 'organisations.consultationSites' } },
  { id: 'H3', label: '(三)从事政府信息公开工作人员数', unit: '人', indent: 1, parent: 'H', source: { sum: ['H3.1', 'H3.2'] } },
  { id: 'H3.1', label: '1.专职人员数(不包括政府公报及政府网站工作人员数)', unit: '人', indent: 2, parent: 'H3', source: { indicator: 'organisations.staffFullTime' } },
  { id: 'H3.2', label: '2.兼职人员数', unit: '人', indent: 2, parent: 'H3', source: { indicator: 'organisations.staffPartTime' } },
  { id: 'H4', label: '(四)政府信息公开专项经费(不包括用于政府公报编辑管理及政府网站建设维护等方面的经费)', unit: '万元', indent: 1, parent: 'H', source: { indicator: 'organisations.funds' } },
  { id: 'I', label: '九、政府信息公开会议和培训情况', unit: '—', indent: 0, source: { heading: true } },
  { id: 'I1', label: '(一)召开政府信息公开工作会议或专题会议数', unit: '次', indent: 1, parent: 'I', source: { indicator: 'organisations.meetings' } },
  { id: 'I2', label: '(二)举办各类培训班数', unit: '次', indent: 1, parent: 'I', source: { indicator: 'organisations.trainings' } },
  { id: 'I3', label: '(三)接受培训人员数', unit: '人次', indent: 1, parent: 'I', source: { indicator: 'organisations.trained' } },
]

const parts = (prefix: string, last: number) => Array.from({ length: last }, (_, i) => `${prefix}.${i + 1}`)
const grounds = ['C3.4a', 'C3.4b', 'C3.4c', 'C3.4d', 'C3.4e', 'C3.4f']
const sums = [
  ['C1', parts('C1', 4)],
  ['C2', parts('C2', 2)],
  ['C3', parts('C3', 8)],
  ['C3.4', grounds],
  ['D', ['D1', 'D2', 'D3']],
  ['E', ['E1', 'E2', 'E3']],
  ['H3', parts('H3', 2)],
] as const

const equal = (id: string, whole: string, of: readonly string[], text: string): Identity => ({
  id,
  severity: 'blocking',
  text,
  checks: [{ kind: 'equal', left: [whole], right: of }],
})
const blocking = (id: string, text: string, checks: Identity['checks']): Identity => ({ id, severity: 'blocking', text, checks })
const warning = (id: string, text: string, checks: Identity['checks']): Identity => ({ id, severity: 'warning', text, checks })

const identities: readonly Identity[] = [
  equal('E1', 'C1', parts('C1', 4), '收到申请数 = 当面 + 传真 + 网络 + 信函申请数'),
  equal('E2', 'C2', parts('C2', 2), '申请办结数 = 按时办结数 + 延期办结数'),
  equal('E3', 'C3', parts('C3', 8), '申请答复数 = 八种答复之和'),
  equal('E4', 'C3.4', grounds, '不同意公开答复数 = 六种理由之和'),
  equal('E5', 'D', ['D1', 'D2', 'D3'], '行政复议数量 = 维持 + 纠错 + 其他'),
  equal('E6', 'E', ['E1', 'E2', 'E3'], '行政诉讼数量 = 维持或驳回 + 纠错 + 其他'),
  equal('E7', 'H3', parts('H3', 2), '工作人员数 = 专职 + 兼职'),
  blocking('E8', '主动公开规范性文件数不超过主动公开政府信息数', [{ kind: 'atMost', left: ['A1a'], right: ['A1'] }]),
  blocking('E9', '主动公开规范性文件数不超过制发规范性文件总数', [{ kind: 'atMost', left: ['A1a'], right: ['A1b'] }]),
  blocking('E10', '主要负责同志参加的次数不超过总次数', [
    { kind: 'atMost', left: ['B2.1a'], right: ['B2.1'] },
    { kind: 'atMost', left: ['B2.2a'], right: ['B2.2'] },
  ]),
  blocking('E11', '主动公开政府信息数不少于任一渠道公开数,也不超过各渠道公开数之和(多渠道公开同一信息计一条)', [
    ...parts('A2', 5).map((channel) => ({ kind: 'atMost', left: [channel], right: ['A1'] }) as const),
    { kind: 'atMost', left: ['A1'], right: parts('A2', 5) },
  ]),
  blocking('E12', '各数不为负;除费用和经费外均为整数', [{ kind: 'domain', decimals: ['G', 'H4'] }]),
  blocking('U1', '办结的申请都登记了答复类型,无一落在各行之外', [{ kind: 'zero', cell: '@unclassified' }]),
  warning('W1', '申请办结数不超过收到申请数加上年结转数', [{ kind: 'atMost', left: ['C2'], right: ['C1', '@carriedOver'] }]),
  warning('W2', '申请答复数等于申请办结数(一件一复;撤回的没有答复)', [{ kind: 'equal', left: ['C3'], right: ['C2'] }]),
  warning('W3', '回应了热点舆情,就应有回应的方式', [
    { kind: 'needs', cell: 'B1', anyOf: ['B2.1', 'B2.2', 'B2.3', 'B2.4', 'B2.5'] },
  ]),
  warning('W4', '有培训班就有受训人员,反之亦然', [{ kind: 'together', cells: ['I2', 'I3'] }]),
  warning(
    'W5',
    '分项已填的,合计不空',
    sums.map(([whole, of]) => ({ kind: 'wholeFilled', whole, parts: of })),
  ),
  warning('W6', '空白不是零,每个空白都说明原因', [{ kind: 'blanksExplained' }]),
  warning('W7', '规范性文件按“条”公开的不多于按“件”制发的(两行单位不同)', [{ kind: 'atMost', left: ['A1a'], right: ['A1b'] }]),
  warning('W8', '填报日期不早于统计期末,不晚于载有本表的年度报告', [{ kind: 'filledInTime' }]),
]

const layout: Layout = {
  title: '',
  widths: [70, 12, 18],
  headRows: 1,
  rows: [
    [
      { text: '统计指标', role: 'head' },
      { text: '单位', role: 'head' },
      { text: '统计数', role: 'head' },
    ],
    ...cells.map((c) => [
      { text: c.label, role: 'label', indent: c.indent } as const,
      { text: 'heading' in c.source ? '——' : c.unit, role: 'note' } as const,
      'heading' in c.source ? ({ text: '——', role: 'note' } as const) : { cell: c.id },
    ]),
  ],
}

/**
 * 政府信息公开情况统计表, used for the years 2014 to 2018.
 * @basis 国办发〔2014〕32号
 */
export const form2014: Template = {
  code: '2014',
  name: '政府信息公开情况统计表(2014年)',
  basis: '国办发〔2014〕32号',
  years: { from: 2014, until: 2018 },
  cells,
  facts: { '@carriedOver': 'requests.carriedOver', '@unclassified': 'requests.unclassified' },
  identities,
  layouts: [layout],
  title: (year, place) => `${year}年度${place}政府信息公开工作统计表`,
}
