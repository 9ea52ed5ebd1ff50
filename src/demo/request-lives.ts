import { type Day, day } from '../core/day.ts'
import type { ApplicantKind, IntakeChannel, ReplyForm } from '../modules/requests/schema.ts'

/** What happens to a request, and on which days; steps come in the order of the fields. */
export type Life = {
  unit: string
  received: Day
  channel?: IntakeChannel
  applicantKind?: ApplicantKind
  applicant: string
  /** Asked with the account of the demonstration's citizen. */
  own?: true
  subject: string
  wanted: string
  taken?: Day
  supplementAsked?: { on: Day; points: string; until: Day }
  consulted?: { on: Day; name: string; about: string }
  /** Without `approved` it waits for the head. */
  extension?: { on: Day; days: number; reason: string; approved?: Day }
  withdrawn?: Day
  /** With `pending` a refusal waits for the head. */
  reply?: { on: Day; pending?: true } & Partial<ReplyForm>
  archived?: Day
}

const granted = (on: string, provided: string) =>
  ({ on: day(on), kind: 'granted', provided, form: 'electronic' }) as const

/** Four in 2018: all online, all in time, three granted and one refused. */
export const of2018: readonly Life[] = [
  {
    unit: 'jinshi',
    received: day('2018-03-13'),
    applicant: '田桂英',
    subject: '安置小区征地补偿标准',
    wanted: '申请公开城东安置小区项目征收土地的批准文件和补偿安置方案。',
    taken: day('2018-03-14'),
    reply: granted('2018-03-28', '城东安置小区项目征收土地批准文件\n补偿安置方案'),
    archived: day('2018-04-02'),
  },
  {
    unit: 'jinshi',
    received: day('2018-05-22'),
    applicant: '彭国庆',
    subject: '被征地农民社会保障政策',
    wanted: '申请公开本市被征地农民参加养老保险的补贴文件。',
    taken: day('2018-05-23'),
    reply: granted('2018-06-05', '被征地农民参加养老保险补贴文件全文'),
    archived: day('2018-06-11'),
  },
  {
    unit: 'jinshi',
    received: day('2018-09-10'),
    applicant: '袁丽华',
    subject: '乡镇卫生院建设和学校布局',
    wanted: '申请公开乡镇卫生院改扩建和义务教育学校布局调整的文件。',
    taken: day('2018-09-11'),
    reply: granted('2018-09-26', '乡镇卫生院改扩建文件\n义务教育学校布局调整文件'),
    archived: day('2018-09-30'),
  },
  {
    unit: 'jinshi',
    received: day('2018-10-16'),
    applicant: '董卫东',
    subject: '信访事项处置方案',
    wanted: '申请公开某信访事项的处置方案和公安机关的部署。',
    taken: day('2018-10-17'),
    reply: {
      on: day('2018-11-02'),
      kind: 'refused',
      ground: 'securityAndStability',
      reasons: '处置方案和部署公开后，会影响公共安全和社会稳定。',
    },
    archived: day('2018-11-08'),
  },
]

/**
 * The last months, in every state and light.
 * @param ago - the working day so many working days before today
 */
export function recentLives(ago: (workingDays: number) => Day): Life[] {
  const later = (n: number) => ago(-n)
  return [
    {
      unit: 'jinshi',
      received: ago(88),
      channel: 'inPerson',
      applicant: '谢永福',
      subject: '城区停车收费听证材料',
      wanted: '申请公开停车收费听证会笔录和采纳情况。',
      taken: ago(86),
      reply: { on: ago(75), kind: 'granted', provided: '停车收费听证报告', form: 'electronic' },
      archived: ago(70),
    },
    {
      unit: 'jinshi',
      received: ago(80),
      channel: 'letter',
      applicantKind: 'company',
      applicant: '湖南澧水建设有限公司',
      subject: '标准厂房三期招标控制价',
      wanted: '申请公开标准厂房三期招标控制价的编制依据。',
      taken: ago(79),
      reply: {
        on: ago(62),
        kind: 'grantedInPart',
        provided: '招标控制价编制依据',
        form: 'electronic',
        withheld: [
          {
            place: '第12页',
            what: '材料供应商报价',
            ground: 'tradeSecret',
            reason: '第三方的商业秘密，公开会损害其合法权益',
          },
        ],
      },
      archived: ago(57),
    },
    {
      unit: 'finance',
      received: ago(71),
      applicant: '邓秀兰',
      subject: '村级转移支付',
      wanted: '申请公开本村近三年的转移支付到账明细。',
      taken: ago(70),
      reply: {
        on: ago(66),
        kind: 'notHeld',
        reasons: '村级账目由村务公开栏公布，本机关不掌握到账明细。',
        organ: '津市市新洲镇人民政府',
        organContact: '请打镇便民服务中心电话',
      },
      archived: ago(60),
    },
    {
      unit: 'natural-resources',
      received: ago(64),
      applicant: '曹德明',
      subject: '宗地权属登记查询',
      wanted: '申请公开某宗地的登记资料。',
      taken: ago(63),
      reply: {
        on: ago(60),
        kind: 'refused',
        ground: 'specialQuery',
        otherLaw: '《不动产登记资料查询暂行办法》',
        organ: '津市市不动产登记中心',
        organContact: '市政务服务中心二楼不动产登记窗口',
      },
      archived: ago(55),
    },
    {
      unit: 'jinshi',
      received: ago(33),
      applicant: '张小明',
      own: true,
      subject: '学校食堂招标合同',
      wanted: '申请公开本学期学校食堂食材采购合同。',
      taken: ago(32),
      reply: { on: ago(14), kind: 'granted', provided: '学校食堂食材采购合同', form: 'electronic' },
    },
    {
      unit: 'jinshi',
      received: ago(30),
      applicant: '杜小平',
      subject: '公交线路调整方案',
      wanted: '申请公开公交线路调整的论证材料。',
      taken: ago(29),
      withdrawn: ago(26),
    },
    {
      unit: 'police',
      received: ago(26),
      applicant: '蒋文斌',
      subject: '交通违法电子设备点位',
      wanted: '申请公开城区电子警察点位。',
      taken: ago(25),
      reply: {
        on: ago(24),
        kind: 'alreadyPublic',
        provided: '点位已在本网站“公告公示”栏目公布，标题为“固定式交通技术监控设备点位公告”',
      },
    },
    {
      unit: 'jinshi',
      received: ago(24),
      applicant: '蔡玉珍',
      subject: '棚改安置房分配方案',
      wanted: '申请公开嘉山安置小区分配方案和摇号结果。',
      taken: ago(20),
    },
    {
      unit: 'construction',
      received: ago(19),
      applicant: '余先进',
      subject: '小区雨污分流施工图',
      wanted: '申请公开荷花社区雨污分流施工图和验收报告。',
      taken: ago(18),
    },
    {
      unit: 'jinshi',
      received: ago(17),
      applicant: '龙海',
      subject: '澧水大堤加固工程监理日志',
      wanted: '申请公开澧水大堤加固工程的监理日志。',
      taken: ago(15),
      extension: { on: ago(1), days: 10, reason: '监理日志页数多，需要逐页核对' },
    },
    {
      unit: 'jinshi',
      received: ago(16),
      applicantKind: 'company',
      applicant: '湖南九澧物流有限公司',
      subject: '物流园补贴协议',
      wanted: '申请公开物流园招商协议中的补贴条款。',
      taken: ago(15),
      consulted: { on: ago(6), name: '津市市新港物流园有限公司', about: '招商协议中补贴条款的内容和金额' },
    },
    {
      unit: 'education',
      received: ago(15),
      applicant: '肖静',
      subject: '学区划分论证材料',
      wanted: '申请公开今年学区划分的论证材料。',
      taken: ago(13),
    },
    {
      unit: 'jinshi',
      received: ago(12),
      applicantKind: 'otherOrganisation',
      applicant: '津市望月茶业合作社',
      subject: '高标准农田项目资金',
      wanted: '申请公开望月村高标准农田项目资金拨付情况。',
      taken: ago(11),
      extension: { on: ago(5), days: 10, reason: '资金分三年拨付，需要与财政局逐笔核对', approved: ago(4) },
    },
    {
      unit: 'jinshi',
      received: ago(11),
      applicant: '周敏',
      subject: '某户低保审批材料',
      wanted: '申请公开本社区某户低保审批的家庭收入核对材料。',
      taken: ago(10),
      reply: {
        on: ago(1),
        pending: true,
        kind: 'refused',
        ground: 'privacy',
        reasons: '家庭收入核对材料是他人的个人隐私，公开会损害其合法权益。',
      },
    },
    {
      unit: 'jinshi',
      received: ago(9),
      applicant: '冯丽',
      subject: '棚改安置房分配方案',
      wanted: '申请公开嘉山安置小区安置房的分配方案。',
    },
    {
      unit: 'jinshi',
      received: ago(5),
      channel: 'letter',
      applicant: '冯涛',
      subject: '有关文件',
      wanted: '申请公开有关文件。',
      taken: ago(4),
      supplementAsked: { on: ago(3), points: '请写明文件的名称、文号，或者涉及的事情和时间', until: later(12) },
    },
    {
      unit: 'yaoshan',
      received: ago(4),
      channel: 'inPerson',
      applicant: '唐家宝',
      subject: '村道硬化工程结算',
      wanted: '申请公开天子山村村道硬化工程结算书。',
      taken: ago(3),
    },
    {
      unit: 'jinshi',
      received: ago(1),
      applicant: '张小明',
      own: true,
      subject: '普惠托育补助名单',
      wanted: '申请公开获得普惠托育补助的机构名单和金额。',
    },
  ]
}
