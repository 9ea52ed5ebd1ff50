import { addDays, startOf, yearOf } from '../core/day.ts'
import { randomOf } from './random.ts'
import { continueIds, idsAfter, insertRows } from './rows.ts'
import type { Stage } from './stage.ts'
import { common } from './words.ts'

type Row = Record<string, unknown>

/** Interviews, press conferences, concerns and solicitations: four interviews and one concern in 2018, livelier today. */
export async function loadAnswers(stage: Stage): Promise<void> {
  const { tx, today } = stage
  const ago = (n: number) => addDays(today, -n)
  const interview = (
    heldOn: string,
    unitCode: string,
    title: string,
    guests: string,
    questions: readonly string[],
  ) => ({ unitCode, title, heldOn, guests, headAttended: false, body: qa(questions) })
  await insertRows(tx, 'interviews', [
    interview('2018-03-29', 'services', '“最多跑一次”改革怎样让群众少跑腿', '市政务服务中心负责人', [
      '哪些事项可以最多跑一次？|已公布466项，清单在本网站“最多跑一次”栏目。',
      '材料不齐怎么办？|窗口一次告知，次要材料可以容缺受理。',
    ]),
    interview('2018-06-14', 'education', '义务教育招生政策问答', '市教育局负责人', [
      '学区怎样划分？|按就近入学划分，学区范围在招生公告中公布。',
      '随迁子女怎样报名？|凭居住证报名，与本地学生同等对待。',
    ]),
    interview('2018-09-20', 'civil', '社会救助政策解读', '市民政局负责人', [
      '低保怎样申请？|向村（社区）代办点提出，20个工作日内办结。',
      '临时救助多长时间到账？|情况紧急的24小时内先行救助。',
    ]),
    interview('2018-11-22', 'environment', '污染防治攻坚进展', '市环境保护局负责人', [
      '毛里湖水质怎样？|总体稳定在三类。',
      '养殖场搬迁补助怎样发放？|验收后一次打卡发放。',
    ]),
    ...(yearOf(today) > 2018
      ? [
          {
            ...interview(ago(33), 'medical-insurance', '医保缴费和报销常见问题', '市医疗保障局负责人', [
              '异地就医怎样备案？|手机上就能备案，不收材料。',
            ]),
            headAttended: true,
          },
          interview(ago(12), 'services', '帮办代办怎样到村', '市政务服务中心负责人', [
            '村里能办哪些事？|代办点公布清单，工作人员上门代办。',
          ]),
        ]
      : []),
  ])
  if (yearOf(today) > 2018)
    await insertRows(tx, 'pressConferences', [
      {
        unitCode: 'reform',
        title: '“十四五”规划实施情况新闻发布会',
        heldOn: ago(48),
        speakers: '市发改局、市统计局负责人',
        headAttended: true,
        body: qa(['重点项目进展怎样？|年度投资已完成八成以上。']),
      },
    ])
  await loadConcerns(stage)
  await loadSolicitations(stage, ago(9))
}

const qa = (pairs: readonly string[]) =>
  pairs
    .map((pair) => pair.split('|'))
    .map(([q, a]) => `<p><strong>问：</strong>${q}</p>\n<p><strong>答：</strong>${a}</p>`)
    .join('\n')

async function loadConcerns(stage: Stage): Promise<void> {
  const { tx, today } = stage
  const nextId = await idsAfter(tx, 'concerns')
  const ago = (n: number) => addDays(today, -n)
  const response = (concernId: number, channel: string, respondedOn: string, title: string, body: string) => ({
    concernId,
    channel,
    respondedOn,
    title,
    body: `<p>${body}</p>`,
  })
  const water = nextId()
  const concerns: Row[] = [
    {
      id: water,
      unitCode: 'water',
      topic: '城区部分小区自来水发黄',
      raisedOn: '2018-07-16',
      summary: '连续高温后，网民反映襄阳街、汪家桥一带自来水发黄、有异味。',
    },
  ]
  // Three answers to one concern: it counts once.
  const responses: Row[] = [
    response(
      water,
      'website',
      '2018-07-17',
      '关于城区自来水发黄情况的说明',
      '经查，因管网检修后水流方向改变，管壁锈垢脱落，水厂出水指标合格。已安排排放冲洗。',
    ),
    response(water, 'website', '2018-07-19', '城区自来水水质检测结果', '7月18日对12个点位取样，浊度、铁、余氯均达标。'),
    response(water, 'other', '2018-07-20', '社区公示栏公布检测结果', '检测报告在各社区公示栏张贴，可以索取复印件。'),
  ]
  if (yearOf(today) > 2018) {
    const parking = nextId()
    const flood = nextId()
    concerns.push(
      {
        id: parking,
        unitCode: 'urban',
        topic: '城区停车收费调整',
        raisedOn: ago(60),
        summary: '群众关心新停车办法的收费时段和免费时长。',
      },
      {
        id: flood,
        unitCode: 'emergency',
        topic: '强降雨期间道路积水',
        raisedOn: ago(25),
        summary: '网传多条道路中断，群众关心出行安全。',
      },
    )
    responses.push(
      response(parking, 'newMedia', ago(59), '停车收费五问五答', '免费时长延长到三十分钟，夜间不收费。'),
      response(parking, 'press', ago(48), '发布会回应停车收费', '收费标准经听证确定，收支按季公布。'),
      response(flood, 'newMedia', ago(25), '两小时内发布路况', '三处积水路段已设警示，其余道路通行正常。'),
      response(flood, 'website', ago(24), '道路积水处置情况', '积水已全部排除，没有人员伤亡。'),
    )
  }
  await insertRows(tx, 'concerns', concerns)
  await insertRows(tx, 'concernResponses', responses)
  await continueIds(tx, 'concerns')
}

const opinions = [
  '停车位应当先照顾小区居民，建议夜间免费。',
  '希望写清楚多长时间答复，找哪个窗口。',
  '赞成。建议对老年人和残疾人给予减免。',
  '第八条的“有关部门”请写明是哪个部门。',
  '补助标准偏低，建议参照邻县。',
  '建议增加网上办理的规定，少跑路。',
  '希望公布咨询电话，文件看不懂时有人解释。',
  '处罚过重，建议第一次违反以提醒为主。',
]

/** One open with opinions coming in, one answered, one whose outcome is still owed. */
async function loadSolicitations(stage: Stage, lately: string): Promise<void> {
  const { tx, today } = stage
  if (yearOf(today) <= 2018) return
  const random = randomOf('solicitations')
  const nextId = await idsAfter(tx, 'solicitations')
  const ago = (n: number) => addDays(today, -n)
  const body = (what: string) =>
    `<p>现就《${what}》公开征求意见。您可以在本页填写意见，也可以来信、来电。姓名和联系方式只用于核对，不会公布。</p>`
  const titles = [
    '津市市城区电动自行车集中充电管理办法（征求意见稿）',
    '津市市农村公益性公墓管理办法（征求意见稿）',
    '津市市城区公交线路优化方案（征求意见稿）',
  ]
  const [open, answered, owed] = [nextId(), nextId(), nextId()]
  const row = (
    id: number,
    unitCode: string,
    title: string,
    opensOn: string,
    closesOn: string,
    outcome = '',
    outcomeOn: string | null = null,
  ) => ({
    id,
    unitCode,
    title: `关于《${title}》公开征求意见的公告`,
    body: body(title),
    opensOn,
    closesOn,
    outcome,
    outcomeOn,
  })
  await insertRows(tx, 'solicitations', [
    row(open, 'police', titles[0] as string, lately, addDays(today, 21)),
    row(
      answered,
      'civil',
      titles[1] as string,
      ago(120),
      ago(90),
      '<p>收到意见3条，采纳2条：增加村民代表会议程序，写明收费公示。未采纳1条，已说明理由。</p>',
      ago(80),
    ),
    row(owed, 'transport', titles[2] as string, ago(55), ago(25)),
  ])
  const replies: Row[] = []
  const reply = (solicitationId: number, from: number, to: number, answer: string | null) => {
    const receivedAt = new Date(startOf(ago(random.int(to, from))).getTime() + random.int(8, 21) * 3_600_000)
    replies.push({
      solicitationId,
      receivedAt,
      name: `${random.pick(common.surname ?? [])}${random.pick(common.given ?? [])}`,
      contact: `1300000${String(random.int(1000, 9999))}`,
      opinion: opinions[replies.length % opinions.length],
      answer,
      answeredAt: answer ? new Date(receivedAt.getTime() + 86_400_000) : null,
      published: answer !== null,
    })
  }
  for (let i = 0; i < 5; i++) reply(open, 8, 1, i < 2 ? '感谢您的意见，将在修改时研究。' : null)
  for (let i = 0; i < 3; i++) reply(answered, 118, 92, '已采纳，见征求意见情况说明。')
  for (let i = 0; i < 3; i++) reply(owed, 54, 26, null)
  await insertRows(tx, 'solicitationReplies', replies)
  await continueIds(tx, 'solicitations')
}
