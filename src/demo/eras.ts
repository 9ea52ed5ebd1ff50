import type { Day } from '../core/day.ts'

/** Words that belong to their time: before or from a day, this is said in place of that. */
const eras: readonly { before?: string; from?: string; words: Readonly<Record<string, string>> }[] = [
  {
    before: '2017-01-01',
    words: {
      '“最多跑一次”改革': '行政审批制度改革',
      河长制: '河道管理',
      厕所革命: '改水改厕',
      退役军人服务: '优抚安置',
      全域旅游: '旅游发展',
      黑臭水体治理: '水环境治理',
      脱贫攻坚: '扶贫开发',
    },
  },
  {
    from: '2021-07-01',
    words: {
      脱贫攻坚: '乡村振兴',
      贫困户脱贫验收: '防返贫监测',
      扶贫小额信贷: '脱贫人口小额信贷',
      建档立卡户: '脱贫户',
      镇扶贫站: '镇乡村振兴办',
      扶贫: '帮扶',
    },
  },
]

type Texts = { title: string; abstract: string; body: string; plain: string }

/** The same texts as people of that day would have put them. */
export function inWordsOf(day: Day, texts: Texts): Texts {
  const era = eras.find((e) => (e.before ? day < e.before : day >= (e.from ?? '')))
  if (!era) return texts
  const put = (text: string) => Object.entries(era.words).reduce((t, [that, this_]) => t.replaceAll(that, this_), text)
  return { title: put(texts.title), abstract: put(texts.abstract), body: put(texts.body), plain: put(texts.plain) }
}
