import type { TemplateCode } from '../statistics/index.ts'
import { type Claim, isChange, isPercent } from './claims.ts'

/**
 * Something that reports of this field count, by the words in which it is counted. In a pattern `#` stands for the number.
 * Only what these words name for certain is recognised: a proofreader that guesses is soon read by nobody.
 */
export type Concept = {
  id: string
  label: string
  units: readonly string[]
  pattern: RegExp
  /** Words near the number by which it is something else after all. */
  unless?: RegExp
  /** What must stand before it in its sentence. */
  sentence?: RegExp
  /** What its paragraph must speak of before it. */
  near?: RegExp
  /** What its sentence must not speak of. */
  sentenceUnless?: RegExp
  /** Whether it is told behind 其中 as a matter of course; others there are parts of what is meant. */
  part?: true
  /** Cells of the forms that say the same number: 2014, and since 2019. */
  cells?: readonly string[]
  /** Cells that say it only together, by template. */
  together?: Partial<Record<TemplateCode, readonly string[]>>
  /** Cells that together may be meant as well: of applications, those that were closed, or those carried over too. */
  or?: Partial<Record<TemplateCode, readonly (readonly string[])[]>>
  /** Whether it may be told of several offices, so that only the form is held against it. */
  formOnly?: true
}

const elsewhere =
  /有#[^,#]{1,3}的|上级|省级|全省|全国|某|单位|局|乡镇?均|平均|每|(?:[在对中]|选取|选择|打造|建成|试点|抽查|检查|走访|深入|新建|涉及|[中仍尚仅只另]有|组织|覆盖|完成)#/

/** 因政府信息公开以外事项引起的行政复议 41 件 */
const besides = /以外(?:的|其他)?(?:事项|工作|原因|领域)|非(?:政府)?信息公开/
/** What is said of 专职 alone is of those who were counted before it. */
const staff = /[专兼]职(?:工作)?人员|人员[^,;。]{0,6}\d+[人名]/
/** What an office writes itself is made public or not as well; the words are those of applications. */
const papers = /公文|发文|制发|印发|文件/
/** What may stand before the thing that is counted: when, and where. */
const scope = String.raw`(?:其中|\d{4}年度?|全年|本年度?|当年|今年|[全我本][省市县区州旗局]|共)*`

/** Cells of table three: rows of one column, or columns of one row. */
const rowsOf3 = (from: number, to: number, column = 7) =>
  Array.from({ length: to - from + 1 }, (_, i) => `t3.r${from + i}.c${column}`)
const columnsOf3 = (row: number, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `t3.r${row}.c${from + i}`)
const since2019 = (ids: readonly string[]) => ({ 2019: ids, 2021: ids })
const since2019Or = (ids: readonly (readonly string[])[]) => ({ 2019: ids, 2021: ids })
/** 不予公开和无法提供 20 件 counts two kinds in one. */
const lumped = /(?:公开|提供|处理)["”]?(?:和|及|、|或|与|以及|等)[^#]*#/
/** 以…为由不予公开 13 件 is one reason of several. */
const refusedFor = new RegExp(`为由|${lumped.source}`)
/** Counts of applicants may be of those that came in, of those that were closed, or of both with what was carried over. */
const ofApplicants = (from: number, to: number) => ({
  together: since2019(columnsOf3(1, from, to)),
  or: {
    2019: [columnsOf3(22, from, to), [...columnsOf3(1, from, to), ...columnsOf3(2, from, to)]],
    2021: [columnsOf3(24, from, to), [...columnsOf3(1, from, to), ...columnsOf3(2, from, to)]],
  },
})

export const concepts: readonly Concept[] = [
  {
    id: 'powerItems', label: '行政权力事项', units: ['项'],
    pattern: /(?:行政权力|权力清单|权责清单)(?:清单)?(?:类)?(?:政务服务)?事项[^,#]{0,4}#|#[^,#]{0,2}(?:行政权力|权力清单)(?:类)?事项/,
    unless: /率|取消|下放|调整|新增/,
  },
  {
    id: 'publicServiceItems', label: '公共服务事项', units: ['项'],
    pattern: /公共服务(?:类)?事项[^,#]{0,4}#|#[^,#]{0,2}公共服务(?:类)?事项/,
    unless: /率|取消|下放|调整|新增/,
  },
  {
    id: 'onApplicationItems', label: '依申请类事项', units: ['项'],
    pattern: /依申请(?:类)?(?:政务服务)?(?:网上)?(?:办理)?(?:服务)?事项[^,#]{0,4}#|#[^,#]{0,2}依申请(?:类)?(?:政务服务)?事项/,
    unless: /率|取消|下放/,
  },
  {
    id: 'oneTripItems', label: '“最多跑一次”事项', units: ['项'],
    pattern: /最多跑一次["”]?(?:改革)?事项[^,#]{0,4}#|#["“]?最多跑一次["”]?(?:改革)?事项/,
  },
  {
    id: 'hallItems', label: '窗口可办事项', units: ['项'],
    pattern: /(?:进驻|入驻)(?:政务)?(?:服务)?(?:大厅|中心|窗口)(?:的|受办|办理|可办)?事项[^,#]{0,4}#|#(?:窗口可办|进驻窗口的|进驻大厅的?)事项/,
  },
  {
    id: 'cancelledProofs', label: '取消的证明', units: ['项', '个', '种', '件'],
    pattern: /取消[^,#]{0,8}证明[^,#]{0,6}#|#取消的?证明/,
  },
  {
    id: 'delegatedItems', label: '下沉（下放）事项', units: ['项'],
    pattern: /(?:下沉|下放)(?:基层)?(?:受办)?的?(?:服务)?事项[^,#]{0,3}#|#(?:下沉|下放)事项/,
    unless: /任务|多下放|其中/,
  },
  { id: 'onlyTowns', label: '镇', units: ['个'], pattern: /#(?:乡镇|镇)(?!\(|街|、街|和|与|及)/, unless: elsewhere },
  { id: 'onlySubdistricts', label: '街道', units: ['个'], pattern: /#街道/, unless: elsewhere },
  { id: 'communities', label: '社区', units: ['个'], pattern: /#社区/, unless: elsewhere },
  { id: 'onlyVillages', label: '村', units: ['个'], pattern: /#行政村|#村(?![(、社级务民集])/, unless: elsewhere },
  { id: 'towns', label: '镇（街道）', units: ['个'], pattern: /#(?:镇\(街道?\)|乡镇\(街道\)|镇、街道)/, unless: elsewhere },
  { id: 'villages', label: '村（社区）', units: ['个'], pattern: /#村\(社区\)/, unless: elsewhere },
  {
    id: 'published', label: '主动公开政府信息', units: ['条', '件', '篇', ''],
    pattern: /(?:主动公开|公开发布|累计公开|主动发布)(?:的)?(?:各类)?(?:政府|政务)?信息[^,#]{0,6}#|#(?:主动公开)?政府信息(?:公开)?$/,
    unless: /新增|网站|微博|微信|公众号|抖音|新媒体|公报|公[示开]栏|渠道|平台|通过|利用|借助|依托|其中|栏目|重点|领域|目录/,
    cells: ['A1'],
  },
  { id: 'postedOnOneSubject', label: '某一类信息', units: ['条'], pattern: /发布(?:涉及|有关|关于)[^,#]{0,12}信息[^,#]{0,4}#/ },
  {
    id: 'newlyPublished',
    part: true, label: '本年度新增的主动公开政府信息', units: ['条', '件'],
    pattern: new RegExp(`(?:本年度?|今年|当年)(?:内)?新增的?(?:主动公开)?(?:的)?(?:政府)?信息[^,#]{0,6}#|^${scope}新增(?:的)?(?:主动公开(?:的)?(?:政府)?信息#|#$)`),
    sentence: /主动公开/,
    cells: ['A1'],
  },
  {
    id: 'normative', label: '规范性文件', units: ['件', '份', '条', '个'],
    pattern: /(?:制发|制定|发布|印发|出台|公开|公布|主动公开)(?:了)?(?:行政)?规范性文件[^,#]{0,5}#|(?:制发|制定|发布|印发|出台)(?:了)?#(?:行政)?规范性文件/,
    unless: /废止|清理|失效|修改|备案|审查|有效|市直|部门/,
    cells: ['A1b', 't2.r2.c1'],
  },
  {
    id: 'normativeInForce', label: '现行有效的规范性文件', units: ['件', '份', '个'],
    pattern: /现行有效的?(?:行政)?规范性文件[^,#]{0,4}#|现行有效(?:的)?(?:共|共有|共计|为)?#/,
    unless: /政府规章|法规|年初|上年末/, sentence: /规范性文件/,
    sentenceUnless: /(?:办公[室厅]|本级)[^,;。]{0,12}(?:制发|制定|出台|印发)/, together: { 2021: ['t2.r2.c3'] },
  },
  {
    id: 'interpretations', label: '政策解读', units: ['篇', '条', '件', '个', '次', '份'],
    pattern: /(?:解读(?:各类)?政策|政策解读(?:稿件|材料|信息|文件)?|解读(?:稿件|材料|信息))[^,#]{0,6}#|#(?:各类)?政策解读(?:稿件|材料|信息)?/,
    unless: /带头|负责|出席|图解|视频|图片|专栏|栏目|占|公报|含|上级|刊[登载发]|转载|微信|微博|公众号/,
    sentenceUnless: /公报[^。;]*(?:刊[登载发]|编发|出版|发行)|(?:刊[登载发]|编发|出版|发行)[^。;]*公报/,
    cells: ['B2.3'],
  },
  { id: 'byWeibo', label: '微博公开的信息', units: ['条', '篇'], pattern: /微博["”]?(?:平台)?(?:主动)?公开(?:(?:政府)?信息)?#/, formOnly: true, part: true, cells: ['A2.3'] },
  { id: 'byWechat', label: '微信公开的信息', units: ['条', '篇'], pattern: /微信(?:公众号)?["”]?(?:平台)?(?:主动)?公开(?:(?:政府)?信息)?#/, formOnly: true, part: true, cells: ['A2.4'] },
  { id: 'leadersAtConferences', label: '主要负责同志参加新闻发布会', units: ['次', '场'], pattern: /主要(?:负责)?(?:同志|人|领导)(?:出席|参加)(?:新闻发布会)?(?:了)?#/, near: /新闻发布会/, sentenceUnless: /访谈/, formOnly: true, part: true, cells: ['B2.1a'] },
  { id: 'interviews', label: '在线访谈', units: ['次', '期', '场'], pattern: /在线访谈(?:活动)?[^,#]{0,4}#|#(?:政府网站)?在线访谈/, cells: ['B2.2'] },
  { id: 'pressConferences', label: '新闻发布会', units: ['次', '场'], pattern: /新闻发布会[^,#]{0,4}#|#新闻发布会/, cells: ['B2.1'] },
  {
    // 受理 may be what came in and what was carried over.
    id: 'received', label: '收到的政府信息公开申请', units: ['件', '条', '份', '宗', '起'],
    pattern: /受理(?:公众|群众|各类)?(?:的)?(?:依申请公开)?(?:政府信息公开|政府信息|信息公开|依申请公开)(?:的)?(?:有效)?申请[^,#]{0,6}#/,
    sentenceUnless: /公文|发文|制发/,
    unless: /结转|上年|其中|当面|网络|信函|传真|邮|平台|个人|企业|自然人|法人/,
    cells: ['C1', 't3.r1.c7'], or: since2019Or([['t3.r1.c7', 't3.r2.c7']]),
  },
  {
    id: 'received', label: '收到的政府信息公开申请', units: ['件', '条', '份', '宗', '起'],
    pattern: /(?:收到|受理|接收|接到|新收|收悉|共收)(?:公众|群众|各类)?(?:的)?(?:依申请公开)?(?:政府信息公开|政府信息|信息公开|依申请公开)(?:的)?(?:有效)?申请[^,#]{0,6}#|(?:收到|受理|接收|新收)(?:了)?#(?:依申请|政府信息|信息)公开申请|依申请公开(?:政府信息)?(?:申请)?(?:共)?#$/,
    sentenceUnless: /公文|发文|制发/,
    unless: /结转|上年|其中|当面|网络|信函|传真|邮|平台|个人|企业|自然人|法人/,
    cells: ['C1', 't3.r1.c7'],
  },
  {
    id: 'receivedInAll', formOnly: true, label: '收到的申请', units: ['件', '条', '份', '宗', '起'],
    pattern: new RegExp(`^${scope}(?:共|新)?(?:收到|受理|新收)(?:各类)?申请#`),
    sentenceUnless: /公文|发文|制发|复议|仲裁|许可|救助|调解|援助|登记|认定|补贴|信访/,
    cells: ['C1', 't3.r1.c7'], or: since2019Or([['t3.r1.c7', 't3.r2.c7']]),
  },
  {
    id: 'carriedOver', part: true, label: '上年结转的申请', units: ['件', '条', '宗', '份', '个', '项'],
    pattern: /(?:上年度?|上一年度?|去年)结转[^,#]{0,12}#/, cells: ['t3.r2.c7'],
  },
  {
    id: 'carriedForward', part: true, label: '结转下年度的申请', units: ['件', '条', '宗', '份', '个', '项'],
    pattern: /结转(?:至|到)?(?:下年度?|下一年度?|次年|明年|\d{4}年度?)[^,#]{0,10}#|#[^,#]{0,4}结转(?:至|到)?(?:下年度?|下一年度?|次年)/, cells: ['t3.r25.c7', 't3.r23.c7'],
  },
  {
    id: 'done', part: true, label: '办理的申请', units: ['件', '条', '宗', '份'],
    pattern: /^(?:已|共|合计|总计|全部|当年|年内|本年度?|均)*(?:按期|按时)?(?:办结|办理|答复)(?:完毕|申请)?#$/,
    // A count behind that of what came in.
    sentence: /(?:收到|受理|新收|接收)[^。;]{0,16}(?:依申请公开|信息公开申请|公开申请|申请公开)/,
  },
  { id: 'granted', part: true, label: '予以（同意）公开', units: ['件', '条', '宗', '份', '起'], pattern: /^(?:.*[^部分])?["“]?(?:同意公开|予以公开)["”]?(?:的)?(?:答复)?#|#(?:同意|予以)公开$/, unless: new RegExp(`部分|不同意|不予|${lumped.source}`), sentenceUnless: papers, cells: ['C3.2', 't3.r3.c7'] },
  { id: 'partlyGranted', part: true, label: '部分公开', units: ['件', '条', '宗', '份', '起'], pattern: /(?:同意|予以)?部分公开["”]?(?:的)?#|#(?:予以)?部分公开$/, unless: lumped, sentenceUnless: papers, cells: ['C3.3', 't3.r4.c7'] },
  { id: 'refused', part: true, label: '不予（不同意）公开', units: ['件', '条', '宗', '份', '起'], pattern: /(?:不予公开|不同意公开)["”]?(?:的)?#|#不予公开$/, unless: refusedFor, sentenceUnless: papers, cells: ['C3.4'], together: since2019(rowsOf3(5, 12)) },
  { id: 'unable', part: true, label: '无法提供', units: ['件', '条', '宗', '份', '起'], pattern: /无法提供["”]?(?:的)?#|#无法提供$/, unless: lumped, together: since2019(rowsOf3(13, 15)) },
  { id: 'notProcessed', part: true, label: '不予处理', units: ['件', '条', '宗', '份', '起'], pattern: /不予处理["”]?(?:的)?#|#不予处理$/, unless: lumped, together: since2019(rowsOf3(16, 20)) },
  { id: 'otherwise', part: true, label: '其他处理', units: ['件', '条', '宗', '份', '起'], pattern: /^["“]?(?:作)?其他处理["”]?(?:的)?#/, unless: lumped, together: { 2019: ['t3.r21.c7'], 2021: rowsOf3(21, 23) } },
  { id: 'naturalPersons', part: true, label: '自然人的申请', units: ['件', '条', '宗', '份', '起'], pattern: /^(?:其中:?)?(?:由)?自然人(?:申请|提出|提交)?(?:的)?(?:申请)?#/, sentence: /申请/, formOnly: true, ...ofApplicants(1, 1) },
  { id: 'legalPersons', part: true, label: '法人或其他组织的申请', units: ['件', '条', '宗', '份', '起'], pattern: /^(?:由)?法人(?:或者?|及|和|、)?其他组织(?:申请|提出|提交)?(?:的)?(?:申请)?#/, sentence: /申请/, formOnly: true, ...ofApplicants(2, 6) },
  { id: 'reconsiderations', label: '行政复议', units: ['件', '起', '宗', '例'], pattern: new RegExp(`(?:信息公开)[^,#]{0,10}行政复议(?:案件?|申请)?[^,#]{0,5}#|被(?:申请|提起)行政复议(?:案件?)?#|^${scope}(?:收到|发生|受理)?行政复议(?:案件?|申请)?#`), unless: /(?:维持|纠正|撤销|诉讼)[^#]*#/, sentenceUnless: besides, cells: ['D', 't4.c5'] },
  { id: 'litigation', label: '行政诉讼', units: ['件', '起', '宗', '例'], pattern: new RegExp(`(?:信息公开)[^,#]{0,10}行政诉讼(?:案件?)?[^,#]{0,5}#|^、?${scope}(?:收到|发生|被提起)?行政诉讼(?:案件?)?#`), unless: /(?:复议|维持|纠正|驳回)[^#]*#/, sentenceUnless: besides, cells: ['E'], together: since2019(['t4.c10', 't4.c15']) },
  { id: 'weiboOfAll', label: '微博公开的信息', units: ['条', '篇'], pattern: /^(?:政务)?微博#/, near: /主动公开(?:政府)?信息[^。;]*[。;]?\s*其中[^。;]*$/, formOnly: true, part: true, cells: ['A2.3'] },
  { id: 'wechatOfAll', label: '微信公开的信息', units: ['条', '篇'], pattern: /^(?:政务)?微信(?:公众号)?#/, near: /主动公开(?:政府)?信息[^。;]*[。;]?\s*其中[^。;]*$/, formOnly: true, part: true, cells: ['A2.4'] },
  { id: 'licences', label: '行政许可', units: ['件', '宗'], pattern: /(?:作出|办理|办结|实施|准予)行政许可(?:决定|事项)?#/, formOnly: true, together: { 2021: ['t2.r3.c1'] } },
  { id: 'penalties', label: '行政处罚', units: ['件', '起', '宗', '例'], pattern: /(?:作出|办理|办结|实施)行政处罚(?:决定|案件)?#/, formOnly: true, together: { 2021: ['t2.r4.c1'] } },
  { id: 'coercions', label: '行政强制', units: ['件', '起', '宗', '例'], pattern: /(?:作出|办理|实施|采取)行政强制(?:措施|决定|执行)*#/, formOnly: true, together: { 2021: ['t2.r5.c1'] } },
  { id: 'procurements', label: '政府集中采购项目', units: ['个', '项'], pattern: /政府(?:集中)?采购项目#|#(?:政府)?集中采购项目/, cells: ['t2.r8.c1'] },
  { id: 'procured', label: '政府集中采购金额', units: ['元'], pattern: /(?:集中采购|采购)(?:总)?金额(?:为|达|共)?#|^(?:总)?金额(?:为|达|共)?#/, sentence: /政府(?:集中)?采购/, cells: ['t2.r8.c2'] },
  { id: 'fullTime', part: true, label: '专职人员', units: ['人', '名'], pattern: /专职(?:工作)?人员[^,#]{0,4}#|#专职|^(?:其中:?)?专职#/, sentence: staff, unless: /兼职/, cells: ['H3.1'] },
  { id: 'partTime', part: true, label: '兼职人员', units: ['人', '名'], pattern: /兼职(?:工作)?人员[^,#]{0,4}#|#兼职|^、?兼职#/, sentence: staff, unless: /专职/, cells: ['H3.2'] },
  { id: 'sites', label: '政府信息公开查阅点', units: ['个', '处'], pattern: /(?:查阅点|查阅场所|查阅室)[^,#]{0,4}#|#(?:政府信息(?:公开)?)?(?:查阅点|查阅场所)/, cells: ['H2'] },
  { id: 'funds', label: '专项经费', units: ['元'], pattern: /(?:政府信息公开|政务公开)[^,#]{0,4}(?:专项)?经费[^,#]{0,6}#/, cells: ['H4'] },
  { id: 'trained', label: '接受培训人员', units: ['人', '人次', '名'], pattern: /#(?:参加|接受)(?:了)?[^,#]{0,6}培训|(?:培训|参训)(?:各类|工作)?(?:人员|人数)?[^,#]{0,4}#/, cells: ['I3'] },
  { id: 'trainings', label: '培训班', units: ['次', '期', '场', '个'], pattern: /(?:举办|开展|组织)[^,#]{0,16}#[^,#]{0,12}(?:培训|进修)班|(?:举办|开展|组织)[^,#]{0,14}培训(?:班|会|活动)?[^,#]{0,3}#/, cells: ['I2'] },
  { id: 'meetings', label: '工作会议', units: ['次', '场'], pattern: /召开[^,#]{0,10}(?:政务公开|信息公开)[^,#]{0,8}会议?[^,#]{0,3}#|召开#[^,#]{0,8}(?:政务公开|信息公开)[^,#]{0,8}会/, cells: ['I1'] },
  { id: 'microblogs', label: '政务微博账号', units: ['个'], pattern: /(?:官方|政务)微博(?:账号)?#|#(?:官方|政务)微博/ },
  { id: 'wechats', label: '政务微信账号', units: ['个'], pattern: /(?:政务)?微信(?:公众号)?(?:账号)?#|#(?:政务)?微信公众号/ },
  { id: 'proposals', label: '建议提案', units: ['件'], pattern: /(?:办理|承办|答复|公开)[^,#]{0,6}(?:人大代表)?建议(?:和|、)?(?:政协)?(?:委员)?提案[^,#]{0,5}#/ },
] // biome-ignore format: a dictionary, one entry a line or two

const byUnit = new Map<string, readonly Concept[]>()
/** What is counted in a unit. */
function ofUnit(unit: string): readonly Concept[] {
  const known = byUnit.get(unit) ?? concepts.filter(({ units }) => units.includes(unit))
  byUnit.set(unit, known)
  return known
}

/** What a claim counts, if that is certain. */
export function conceptOf(claim: Claim): Concept | undefined {
  if (isPercent(claim) || isChange(claim)) return undefined
  const context = `${squeeze(claim.before)}#${squeeze(claim.after)}`
  return ofUnit(claim.quantity.unit).find(
    ({ pattern, unless, sentence, sentenceUnless, near }) =>
      pattern.test(context) &&
      !(unless?.test(context) ?? false) &&
      (sentence?.test(claim.sentence.plain.slice(0, claim.quantity.start - claim.sentence.start)) ?? true) &&
      (near?.test(claim.paragraph.plain.slice(0, claim.quantity.start)) ?? true) &&
      !(sentenceUnless?.test(claim.sentence.plain) ?? false),
  )
}

const squeeze = (text: string) =>
  text
    .replace(/["“”'\s]/g, '')
    .replace(/（/g, '(')
    .replace(/）/g, ')')
