import { addDays, day, yearOf } from '../core/day.ts'
import { lastWorkingDay, recentDays } from './current.ts'
import { fill } from './grammar.ts'
import { year2018 } from './plan.ts'
import { apportion, randomOf } from './random.ts'
import { insertRows } from './rows.ts'
import type { Stage } from './stage.ts'
import { common } from './words.ts'

type Kind = 'licence' | 'penalty' | 'coercion'

const kinds: readonly {
  kind: Kind
  count: number
  units: readonly [code: string, sign: string][]
  subjects: readonly string[]
}[] = [
  {
    kind: 'licence',
    count: 160,
    units: [
      ['market', '津市监许'],
      ['transport', '津交许'],
      ['water', '津水许'],
      ['construction', '津建许'],
      ['health', '津卫许'],
      ['emergency', '津应急许'],
    ],
    subjects: [
      '食品经营许可',
      '道路货物运输经营许可',
      '取水许可',
      '建筑工程施工许可',
      '公共场所卫生许可',
      '危险化学品经营许可',
      '医疗机构执业登记',
      '占用挖掘道路许可',
    ],
  },
  {
    kind: 'penalty',
    count: 55,
    units: [
      ['market', '津市监罚'],
      ['urban', '津城执罚'],
      ['transport', '津交罚'],
      ['ecology', '津环罚'],
      ['emergency', '津应急罚'],
    ],
    subjects: [
      '销售过期食品',
      '占道经营',
      '超限运输',
      '未批先建',
      '安全通道堵塞',
      '违规设置户外广告',
      '未按规定明码标价',
    ],
  },
  {
    kind: 'coercion',
    count: 6,
    units: [
      ['market', '津市监强'],
      ['urban', '津城执强'],
    ],
    subjects: ['查封不合格食品', '拆除违法建设', '扣押无照经营工具'],
  },
]

/** Month by month, as many as the year had. */
function postingsOf2018(): Record<string, unknown>[] {
  const random = randomOf('postings')
  const months = Array.from({ length: 12 }, (_, i) => i + 1)
  const shares = apportion(
    year2018.livelihoodPostings,
    months.map(() => random.int(80, 120)),
  )
  return months.map((month, i) => ({
    ...{ unitCode: 'office', topic: '民生信息', posted: shares[i] },
    countedOn: addDays(day(month === 12 ? '2019-01-01' : `2018-${String(month + 1).padStart(2, '0')}-01`), -1),
  }))
}

const feeItems = ['不动产登记费', '城镇垃圾处理费', '水土保持补偿费', '考试考务费', '公安证照费', '污水处理费']

/**
 * What the website posted in 2018 and what was approved for the hall; decisions, fees, remedies and complaints of the current
 * year: in 2018 there were none, and the registers say so.
 */
export async function loadLedgers(stage: Stage): Promise<void> {
  await insertRows(stage.tx, 'sitePostings', postingsOf2018())
  await insertRows(stage.tx, 'hallProjects', [
    {
      ...{ unitCode: 'services', name: '政务大厅智能化升级改造（叫号、互动评价、自助终端）' },
      ...{ amountFen: 200_000_000, approvedOn: '2018-12-12' },
    },
  ])
  if (yearOf(stage.today) <= 2018) return
  const { tx, today } = stage
  const random = randomOf('ledgers')
  const days = recentDays(stage, 300)
  const year = yearOf(today)
  const company = (on = today) => fill('{company}', { random, words: common, day: on, known: new Map() })
  const decisions = kinds.flatMap(({ kind, count, units, subjects }) =>
    Array.from({ length: count }, (_, i) => {
      const [unitCode, sign] = random.pick(units)
      const decidedOn = random.pick(days)
      return {
        unitCode,
        kind,
        number: `${sign}〔${yearOf(decidedOn)}〕${i + 1}号`,
        subject: random.pick(subjects),
        party: company(),
        decidedOn,
      }
    }),
  )
  await insertRows(tx, 'administrativeDecisions', decisions)
  await insertRows(
    tx,
    'administrativeFees',
    Array.from({ length: 72 }, () => ({
      unitCode: random.pick(['finance', 'construction', 'police', 'education']),
      item: random.pick(feeItems),
      collectedOn: random.pick(days),
      amountFen: random.int(20_000, 4_000_000),
    })),
  )
  const opened = addDays(today, -70)
  await insertRows(tx, 'legalRemedies', [
    {
      unitCode: stage.site.rootUnit,
      kind: 'reconsideration',
      number: `常政复〔${yearOf(opened)}〕18号`,
      openedOn: opened,
      closedOn: addDays(today, -15),
      outcome: 'upheld',
    },
    {
      unitCode: stage.site.rootUnit,
      kind: 'litigation',
      number: `（${year}）湘0781行初7号`,
      openedOn: addDays(today, -20),
      closedOn: null,
      outcome: 'pending',
    },
  ])
  await insertRows(tx, 'complaints', [
    {
      unitCode: 'construction',
      receivedOn: addDays(today, -44),
      subject: '反映公租房分配结果公示时间不足',
      outcome: '属实，已责令重新公示五个工作日',
      closedOn: addDays(today, -31),
    },
    {
      unitCode: 'water',
      receivedOn: lastWorkingDay(stage),
      subject: '反映停水公告发布过晚',
      outcome: '',
      closedOn: null,
    },
  ])
}
