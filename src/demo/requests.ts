import { createHash } from 'node:crypto'
import { addWorkingDays } from '../core/calendar.ts'
import { addDays, type Day, day, startOf, yearOf } from '../core/day.ts'
import { indexText } from '../platform/search.ts'
import { by, peopleOf } from './current.ts'
import type { TimedAct } from './documents.ts'
import { randomOf } from './random.ts'
import { insertRows } from './rows.ts'
import type { Stage } from './stage.ts'

type Request = {
  unit: string
  state: string
  channel: 'inPerson' | 'fax' | 'online' | 'letter'
  applicantKind: string
  applicant: string
  subject: string
  wanted: string
  receivedOn: Day
  extension?: number
  paused?: number
  repliedOn?: Day
  closedOn?: Day
  replyKind?: string
  refusalGround?: string
  replyNote?: string
  /** Day on which a supplement was asked for or a third party consulted. */
  askedOn?: Day
}

/** Four in 2018: all online, all in time, three granted and one refused. */
const of2018: readonly Request[] = [
  {
    unit: 'jinshi',
    state: 'archived',
    channel: 'online',
    applicantKind: 'naturalPerson',
    applicant: '田桂英',
    subject: '安置小区征地补偿标准',
    wanted: '申请公开城东安置小区项目征收土地的批准文件和补偿安置方案。',
    receivedOn: day('2018-03-13'),
    repliedOn: day('2018-03-28'),
    closedOn: day('2018-03-28'),
    replyKind: 'granted',
    replyNote: '提供批准文件和补偿安置方案复印件。',
  },
  {
    unit: 'jinshi',
    state: 'archived',
    channel: 'online',
    applicantKind: 'naturalPerson',
    applicant: '彭国庆',
    subject: '被征地农民社会保障政策',
    wanted: '申请公开本市被征地农民参加养老保险的补贴文件。',
    receivedOn: day('2018-05-22'),
    repliedOn: day('2018-06-05'),
    closedOn: day('2018-06-05'),
    replyKind: 'granted',
    replyNote: '提供文件全文，并告知办理地点。',
  },
  {
    unit: 'jinshi',
    state: 'archived',
    channel: 'online',
    applicantKind: 'naturalPerson',
    applicant: '袁丽华',
    subject: '乡镇卫生院建设和学校布局',
    wanted: '申请公开乡镇卫生院改扩建和义务教育学校布局调整的文件。',
    receivedOn: day('2018-09-10'),
    repliedOn: day('2018-09-26'),
    closedOn: day('2018-09-26'),
    replyKind: 'granted',
    replyNote: '提供两份文件。',
  },
  {
    unit: 'jinshi',
    state: 'archived',
    channel: 'online',
    applicantKind: 'naturalPerson',
    applicant: '董卫东',
    subject: '信访事项处置方案',
    wanted: '申请公开某信访事项的处置方案和公安机关的部署。',
    receivedOn: day('2018-10-16'),
    repliedOn: day('2018-11-02'),
    closedOn: day('2018-11-02'),
    replyKind: 'refused',
    refusalGround: 'securityAndStability',
    replyNote:
      '所申请内容公开后危及公共安全和社会稳定，依照《政府信息公开条例》（国务院令第492号）第八条不予公开；可在60日内申请行政复议，或者在6个月内提起行政诉讼。',
  },
]

/** Requests of the last months, in every state and light. `ago` counts working days before today. */
function current(stage: Stage): Request[] {
  const ago = (n: number) => addWorkingDays(stage.calendar, stage.today, -n)
  const one = (
    unit: string,
    state: string,
    applicant: string,
    subject: string,
    wanted: string,
    received: number,
    more: Partial<Request> = {},
  ): Request => ({
    unit,
    state,
    channel: 'online',
    applicantKind: 'naturalPerson',
    applicant,
    subject,
    wanted,
    receivedOn: ago(received),
    ...more,
  })
  const closed = (kind: string, on: number, more: Partial<Request> = {}): Partial<Request> => ({
    replyKind: kind,
    repliedOn: ago(on),
    closedOn: ago(on),
    ...more,
  })
  return [
    one(
      'jinshi',
      'archived',
      '谢永福',
      '城区停车收费听证材料',
      '申请公开停车收费听证会笔录和采纳情况。',
      88,
      closed('granted', 75, { channel: 'inPerson', replyNote: '提供听证报告。' }),
    ),
    one(
      'jinshi',
      'archived',
      '湖南澧水建设有限公司',
      '标准厂房三期招标控制价',
      '申请公开标准厂房三期招标控制价的编制依据。',
      80,
      closed('grantedInPart', 62, {
        applicantKind: 'company',
        channel: 'letter',
        replyNote: '公开编制依据，其中涉及第三方报价的部分不予公开。',
      }),
    ),
    one(
      'finance',
      'archived',
      '邓秀兰',
      '村级转移支付',
      '申请公开本村近三年的转移支付到账明细。',
      71,
      closed('notHeld', 66, { replyNote: '村级账目由村务公开栏公布，请向所在镇人民政府了解。' }),
    ),
    one(
      'natural-resources',
      'archived',
      '曹德明',
      '宗地权属登记查询',
      '申请公开某宗地的登记资料。',
      64,
      closed('refused', 60, {
        refusalGround: 'specialQuery',
        replyNote: '不动产登记资料按其查询办法办理，请到不动产登记窗口。',
      }),
    ),
    one(
      'jinshi',
      'replied',
      '叶红霞',
      '学校食堂招标合同',
      '申请公开本学期学校食堂食材采购合同。',
      33,
      closed('granted', 14, { replyNote: '提供合同文本。' }),
    ),
    one(
      'jinshi',
      'withdrawn',
      '杜小平',
      '公交线路调整方案',
      '申请公开公交线路调整的论证材料。',
      30,
      closed('withdrawn', 26, { replyNote: '所需材料已在网站公布，申请人撤回。' }),
    ),
    one(
      'police',
      'replied',
      '蒋文斌',
      '交通违法电子设备点位',
      '申请公开城区电子警察点位。',
      26,
      closed('alreadyPublic', 24, { replyNote: '点位已在公告公示栏目公布，告知网址。' }),
    ),
    one('jinshi', 'handling', '蔡玉珍', '棚改安置房分配', '申请公开嘉山安置小区分配方案和摇号结果。', 24),
    one('construction', 'handling', '余先进', '小区雨污分流施工图', '申请公开荷花社区雨污分流施工图和验收报告。', 19),
    one('jinshi', 'consulting', '湖南九澧物流有限公司', '物流园补贴协议', '申请公开物流园招商协议中的补贴条款。', 16, {
      applicantKind: 'company',
      paused: 0,
      askedOn: ago(6),
    }),
    one('education', 'handling', '肖静', '学区划分论证材料', '申请公开今年学区划分的论证材料。', 15),
    one(
      'jinshi',
      'handling',
      '津市望月茶业合作社',
      '高标准农田项目资金',
      '申请公开望月村高标准农田项目资金拨付情况。',
      12,
      { applicantKind: 'otherOrganisation', extension: 10 },
    ),
    one('jinshi', 'supplementAsked', '冯涛', '“有关文件”', '申请公开有关文件。', 5, {
      channel: 'letter',
      askedOn: ago(3),
    }),
    one('yaoshan', 'handling', '唐家宝', '村道硬化工程结算', '申请公开天子山村村道硬化工程结算书。', 4, {
      channel: 'inPerson',
    }),
    one('jinshi', 'received', '许婷', '普惠托育补助名单', '申请公开获得普惠托育补助的机构名单和金额。', 1),
  ]
}

/** Loads the requests and gives their acts. Names and numbers are made up. */
export async function loadRequests(stage: Stage): Promise<TimedAct[]> {
  const people = peopleOf(stage)
  const all = [...of2018, ...(yearOf(stage.today) > 2019 ? current(stage) : [])]
  const serials = new Map<number, number>()
  const random = randomOf('requests')
  const acts: TimedAct[] = []
  const rows = all.map((r) => {
    const year = yearOf(r.receivedOn)
    const serial = (serials.get(year) ?? 0) + 1
    serials.set(year, serial)
    const number = `${year}-${String(serial).padStart(4, '0')}`
    const regime = stage.law.regimeOn(r.receivedOn)
    const dueOn = addWorkingDays(
      stage.calendar,
      r.receivedOn,
      regime.limits.replyDays + (r.extension ?? 0) + (r.paused ?? 0),
    )
    const at = (d: Day, hour: number) => new Date(startOf(d).getTime() + hour * 3_600_000)
    const officer = year === 2018 ? { actor: '政务公开办' } : by(people.officer)
    const act = (
      name: string,
      d: Day,
      hour: number,
      data: Record<string, unknown> = {},
      author: { actor: string; accountId?: string } = officer,
    ) =>
      acts.push({
        act: `requests.${name}`,
        subject: `request:${number}`,
        unitCode: r.unit,
        at: at(d, hour),
        data,
        ...author,
      })
    act(
      'received',
      r.receivedOn,
      9,
      { channel: r.channel, dueOn },
      r.channel === 'online' ? { actor: '申请人' } : officer,
    )
    if (r.askedOn) act(r.state === 'consulting' ? 'consulted' : 'supplementAsked', r.askedOn, 10)
    if (r.extension) act('extended', addWorkingDays(stage.calendar, r.receivedOn, 8), 15, { days: r.extension, dueOn })
    if (r.closedOn)
      act(r.state === 'withdrawn' ? 'withdrawn' : 'replied', r.closedOn, 16, {
        replyKind: r.replyKind ?? null,
        refusalGround: r.refusalGround ?? null,
      })
    const archivedOn = r.closedOn && addDays(r.closedOn, 5)
    if (r.state === 'archived' && archivedOn && archivedOn < stage.today) act('archived', archivedOn, 11)
    return {
      regionCode: stage.site.regionCode,
      number,
      queryCodeHash: `\\x${createHash('sm3')
        .update(String(random.int(10_000_000, 99_999_999)))
        .digest('hex')}`,
      unitCode: r.unit,
      regime: regime.code,
      state: r.state,
      channel: r.channel,
      applicantKind: r.applicantKind,
      applicantName: r.applicant,
      applicantIdNumber: '',
      applicantContact: `1300000${String(random.int(1000, 9999))}`,
      subject: r.subject,
      wanted: r.wanted,
      wantedForm: 'electronic',
      wantedRoute: 'mail',
      search: indexText({ title: r.subject, abstract: r.wanted }),
      receivedOn: r.receivedOn,
      dueOn,
      extension: r.extension ?? 0,
      paused: r.paused ?? 0,
      repliedOn: r.replyKind === 'withdrawn' ? null : (r.repliedOn ?? null),
      closedOn: r.closedOn ?? null,
      replyKind: r.replyKind ?? null,
      refusalGround: r.refusalGround ?? null,
      replyNote: r.replyNote ?? '',
      feeFen: 0,
      createdAt: at(r.receivedOn, 9),
    }
  })
  await insertRows(stage.tx, 'informationRequests', rows)
  return acts
}
