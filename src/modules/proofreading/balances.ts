import { type Claim, isCount } from './claims.ts'
import { isOfAnother } from './conflicts.ts'
import { placeOf, type Result } from './findings.ts'
import { inMeasureOf } from './quantities.ts'

/** What there was, what was taken from it, and what is left: words in which the three are told one behind the other. */
type Balance = { all: RegExp; less: RegExp; left: RegExp; words: string }

const balances: readonly Balance[] = [
  {
    words: '应办数减去办结数',
    all: /(?:全年|本年度?|共)?(?:在审|在办|应办|待办|需办理|应办理|共办理)(?:的)?(?:案件|申请)?(?:共|为)?$/,
    less: /(?:审结|办结|答复|已办)(?:了|案件|申请|完毕)?$/,
    left: /(?:(?<!上年度?|去年|年初)结转(?:至|到)?(?:下年度?|下一?年度?|次年|明年|20\d\d年度?)?|(?:尚有|余|剩余|未审结|未办结|尚未审结|尚未办结))$/,
  },
  {
    words: '预算减去成交金额',
    all: /(?:预算|控制价|概算|估算)(?:总?金额|总?价|总额|资金)?(?:共|为|合计)?$/,
    less: /(?:成交|中标|采购)(?:总?金额|总?价|总额)?(?:共|为|合计)?$/,
    left: /(?:节约|节省|节支)(?:了|财政|资金|金额|率)*$/,
  },
]

/** 在审 399 件，审结 352 件，结转 47 件; 预算 9.42 亿元，成交 8.71 亿元，节约 0.71 亿元: what is left is what was not taken. */
export function balancesIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  const counts = claims.filter(isCount)
  for (const [i, all] of counts.entries()) {
    const [less, left] = [counts[i + 1], counts[i + 2]]
    if (!less || !left || new Set([all, less, left].map((c) => c.quantity.unit)).size > 1 || !areNear(all, left))
      continue
    if (less.quantity.value > all.quantity.value) continue
    const named = balances.find(
      (b) => b.all.test(ownWords(all)) && b.less.test(ownWords(less)) && b.left.test(ownWords(left)),
    )
    if (!named || isOfAnother(less) !== isOfAnother(all)) continue
    const due = all.quantity.value - less.quantity.value
    const slack = [all, less, left].reduce((sum, { quantity: { step } }) => sum + (step === 1 ? 0 : step / 2), 0)
    const [a, b] = [all, less].map((c) => inMeasureOf(c.quantity.value, c.quantity))
    const [stated, computed] = [left.quantity.value, due].map((n) => inMeasureOf(n, left.quantity))
    const places = [left, all, less].map(placeOf)
    if (Math.abs(due - left.quantity.value) <= slack + 1e-6)
      result.holding.push({ kind: 'sum', text: `${named.words}：${a} − ${b} = ${stated}`, places })
    else
      result.findings.push({
        kind: 'sum',
        severity: 'error',
        text: `${named.words}，${a} − ${b} 应为 ${computed}，写的是 ${stated}。请核对三个数和单位。`,
        places,
        stated: stated ?? '',
        computed: computed ?? '',
      })
  }
  return result
}

const ownWords = ({ before }: Claim) => before.replace(/\s/g, '')

/** In one paragraph, or the last in the one behind it. */
const areNear = (a: Claim, b: Claim) =>
  b.sentence.paragraph === a.sentence.paragraph ||
  b.paragraph.lineAt(0).number - a.paragraph.lineAt(a.quantity.end).number <= 1
