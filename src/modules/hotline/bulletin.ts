import { type Day, daysBetween, showLongDay } from '../../core/day.ts'
import { type Block, barsSvg, type Paper } from '../../platform/paper/index.ts'
import type { PublishedLetter } from './published.store.ts'
import type { Results, Told } from './results.service.ts'
import type { Period } from './results.store.ts'

/** What a bulletin is made of. */
export type BulletinFacts = {
  /** As 2018-05. */
  month: string
  /** The day on which it is made: how things stand is told of it. */
  today: Day
  issuer: string
  results: Results
  /** Orders of the month past their last day that are not answered yet, by unit. */
  late: readonly { name: string; orders: number; oldest: string; since: Day }[]
  /** Letters of the month worth telling, published. */
  letters: readonly PublishedLetter[]
}

const hottest = 10
const bars = 8

/** The monthly bulletin of the hotline (热线月报) as a paper: every number in it is counted, none is typed. */
export function bulletinPaper(facts: BulletinFacts): Paper {
  const { month, today, issuer, results } = facts
  const spoken = spokenMonth(month)
  return {
    kind: 'report',
    issuer,
    title: `${spoken}市长热线和信箱月报`,
    blocks: [
      ...(results.sum.received === 0
        ? [paragraph(`${spoken}没有收到诉求。`)]
        : [
            heading('一、总体情况'),
            ...overall(facts),
            heading('二、热点事项'),
            ...topics(facts),
            heading('三、各单位办理情况'),
            ...units(facts),
            heading('四、超期未答复的工单'),
            ...late(facts),
            heading('五、群众来信选登'),
            ...letters(facts),
          ]),
      {
        type: 'note',
        text: `按收到日期统计，办理情况截至${showLongDay(today)}。撤回的、并入相同诉求的不算应当答复的；满意率按回访时说了满意程度的计算。`,
      },
    ],
    signature: { name: issuer, day: today },
  }
}

/** 2018-05 as papers write it: 2018年5月. */
export const spokenMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`

const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const percent = (rate: number | null) => (rate === null ? '—' : `${rate}%`)

function overall({ month, results: { sum, before, topic, channel, kind } }: BulletinFacts): Block[] {
  const earlier = topic.reduce((n, t) => n + t.before, 0)
  const shares = channel.map((c) => `${c.name} ${c.received} 件`).join('，')
  const kinds = kind.map((k) => `${k.name} ${k.received} 件`).join('，')
  const satisfied =
    sum.followedUp === 0
      ? '还没有回访。'
      : `回访到 ${sum.followedUp} 件，满意 ${sum.satisfied} 件，满意率 ${percent(sum.satisfactionRate)}。`
  const again = sum.reopened === 0 ? '没有重新办理的。' : `来访人不满意、重新办理 ${sum.reopened} 件。`
  return [
    paragraph(
      `${spokenMonth(month)}，市长热线和信箱共收到诉求 ${sum.received} 件，${compared(sum.received, earlier, before)}其中：${shares}。`,
    ),
    paragraph(`按类别分：${kinds}。`),
    paragraph(
      `应当答复 ${sum.toAnswer} 件，已答复 ${sum.replied} 件，答复率 ${percent(sum.replyRate)}；已办结 ${sum.completed} 件，办结率 ${percent(sum.completionRate)}。${satisfied}${again}`,
    ),
  ]
}

function compared(now: number, before: number, { from, to }: Period): string {
  if (before === 0) return ''
  const span = `比前 ${daysBetween(from, to) + 1} 天`
  if (now === before) return `${span}持平。`
  return `${span}${now > before ? '多' : '少'} ${Math.abs(now - before)} 件。`
}

function topics({ results: { topic } }: BulletinFacts): Block[] {
  const hot = topic.filter((t) => t.key !== '').slice(0, hottest)
  const [first, second, third] = hot
  const grown = hot
    .filter((t) => t.received - t.before > 2)
    .toSorted((a, b) => b.received - b.before - a.received + a.before)
  const most = [first, second, third].flatMap((t) => (t ? [`“${t.name}”${t.received} 件`] : [])).join('，')
  const shown = hot.slice(0, bars).map((t) => ({ label: t.name, value: t.received }))
  const { svg, width, height } = barsSvg(shown, '件')
  return [
    paragraph(
      `反映最多的是${most}。${grown[0] ? `增加最多的是“${grown[0].name}”，比上一时段多 ${grown[0].received - grown[0].before} 件。` : ''}`,
    ),
    {
      type: 'picture',
      ...{ svg, width, height, caption: '图：收到最多的事项（单位：件）' },
      alt: shown.map((b) => `${b.label}${b.value}件`).join('，'),
    },
    {
      type: 'table',
      caption: '表 1　热点事项',
      columns: [
        { label: '事项', width: 3 },
        { label: '收到（件）', align: 'right' },
        { label: '上一时段（件）', align: 'right' },
        { label: '增减（件）', align: 'right' },
      ],
      rows: hot.map((t) => [t.name, String(t.received), String(t.before), signed(t.received - t.before)]),
    },
  ]
}

const signed = (n: number) => (n > 0 ? `+${n}` : String(n))

function units({ results: { unit, least } }: BulletinFacts): Block[] {
  const first = unit.filter((u) => u.satisfactionRate !== null).toSorted((a, b) => rateOf(b) - rateOf(a))[0]
  const told = first
    ? `回访到 ${least} 件以上的单位中，满意率最高的是${first.name}，${percent(first.satisfactionRate)}。`
    : `回访到的都不到 ${least} 件，不排名次。`
  return [
    paragraph(`本月有 ${unit.length} 个单位承办了工单。${told}`),
    {
      type: 'table',
      caption: `表 2　各单位办理情况（不到 ${least} 件的不算比率）`,
      columns: [
        { label: '单位', width: 2 },
        ...['收到', '答复率', '办结率', '满意率', '超期'].map((label) => ({ label, align: 'right' as const })),
      ],
      rows: unit.map((u) => [
        u.name,
        String(u.received),
        ...[u.replyRate, u.completionRate, u.satisfactionRate].map(percent),
        String(u.overdue),
      ]),
    },
  ]
}
const rateOf = (u: Told) => u.satisfactionRate ?? 0

function late({ late: units, results: { sum } }: BulletinFacts): Block[] {
  const answered = sum.overdue === 0 ? '全部按期答复。' : `另有过期才答复的，连同上述共 ${sum.overdue} 件。`
  if (units.length === 0)
    return [
      paragraph(
        sum.overdue === 0
          ? '本月收到的工单没有超期的。'
          : `本月收到的工单都已经答复；其中过期才答复的 ${sum.overdue} 件，已经提醒承办单位。`,
      ),
    ]
  const all = units.reduce((n, u) => n + u.orders, 0)
  return [
    paragraph(`到今天超过期限还没有答复的 ${all} 件。${answered}请下列单位尽快答复。`),
    {
      type: 'table',
      caption: '表 3　超期未答复的工单',
      columns: [
        { label: '单位', width: 2 },
        { label: '件数', align: 'right' },
        { label: '最早的一件', width: 2 },
        { label: '期限', width: 2 },
      ],
      rows: units.map((u) => [u.name, String(u.orders), u.oldest, showLongDay(u.since)]),
    },
  ]
}

function letters({ letters: chosen }: BulletinFacts): Block[] {
  if (chosen.length === 0) return [paragraph('本月收到的来信还没有公开的。')]
  return chosen.flatMap((l, i): Block[] => [
    { type: 'heading', level: 2, text: `（${'一二三'[i] ?? ''}）${l.title}` },
    paragraph(`来信：${l.text}`),
    paragraph(`${l.unitName ?? ''}${l.repliedOn ? `${showLongDay(l.repliedOn)}` : ''}答复：${l.reply}`),
  ])
}
