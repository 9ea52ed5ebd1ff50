import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bare, docxText, pdfPages } from '../../../../tests/support/papers.ts'
import { day } from '../../../core/day.ts'
import { Invalid } from '../../../core/errors.ts'
import { type Letter, loadRemedies } from '../../../platform/letters/index.ts'
import { type Paper, renderDocx, renderPdf } from '../../../platform/paper/index.ts'
import { answers } from '../answers.ts'
import { composeLetter, type Facts, factsOf, loadLetters, problemsWith, replyLetter } from './index.ts'

const letters = loadLetters()
const laws = loadRemedies()
const letter = (code: string): Letter => {
  const found = letters.get(code)
  if (!found) throw new Error(`no letter ${code}`)
  return found
}

const title = '中华人民共和国政府信息公开条例'
const regimes = {
  R2008: { code: 'R2008', title, orderNumber: '国务院令第492号' },
  R2019: { code: 'R2019', title, orderNumber: '国务院令第711号' },
}

/** A request of 2025 with everything that any letter may speak of. */
const facts: Facts = {
  regime: regimes.R2019,
  requestNumber: '2025-0042',
  documentNumber: '津政公开答〔2026〕3号',
  applicantName: '李建国',
  applicantKind: 'naturalPerson',
  subject: '2024年城区停车收费标准及依据',
  receivedOn: day('2025-11-03'),
  unitName: '津市市人民政府办公室',
  unitAddress: '津市市孟姜女大道1号',
  contactName: '王芳',
  contactPhone: '0736-4210138',
  signedOn: day('2025-12-01'),
  wantedForm: '电子邮件',
  channel: '网上提交',
  queryUrl: 'https://www.jinshi.invalid/requests/follow',
  queryCode: 'K7PM-3XQA',
  dueOn: day('2025-12-01'),
  working: [
    { what: '收到申请', count: '当日不计', day: day('2025-11-03') },
    { what: '答复期限', count: '20个工作日', day: day('2025-12-01') },
  ],
  points: ['写明停车场的名称或者路段', '写明需要哪一年的标准'],
  supplementBy: day('2025-11-24'),
  noticeOn: day('2025-11-07'),
  thirdParty: '津市市安泊停车管理有限公司',
  consultedAbout: '特许经营合同中的投资测算表',
  answerBy: day('2025-11-24'),
  organ: '津市市发展和改革局',
  organContact: '0736-4200000，津市市车胤大道2号',
  handedOverOn: day('2025-11-06'),
  extensionDays: 20,
  reason: '需要向三家单位核对数据',
  laterOn: day('2026-02-01'),
  feeFen: 470_000,
  feeBasis: '按量计收，一共250页',
  payBy: day('2025-12-29'),
  payHow: '凭缴款码到任一代收银行或者手机银行缴纳',
  feeLines: [
    { slice: '31至100页', quantity: '70页', rate: '每页10元', amount: '700元' },
    { slice: '101至200页', quantity: '100页', rate: '每页20元', amount: '2,000元' },
  ],
  whereToFind: '津市市人民政府门户网站“收费目录”栏目',
  provided: ['关于规范城区停车收费的通知', '停车收费标准表'],
  deliveredBy: '电子邮件',
  otherLaw: '《不动产登记暂行条例》第二十七条',
  objectedOn: day('2025-11-20'),
  searched: '在本机关2023年至2025年的收文、发文和档案目录中按标题和文号检索',
  earlierNumber: '2025-0007',
  earlierOn: day('2025-04-01'),
  withdrawnOn: day('2025-11-10'),
  withheld: [{ where: '合同第12页', what: '投资测算表', why: '第三方不同意公开的商业秘密', article: '第十五条' }],
  reviewBody: '津市市人民政府',
  court: '津市市人民法院',
}
const organisation: Partial<Facts> = { applicantKind: 'company', applicantName: '某某有限公司' }

const compose = (code: string, more: Partial<Facts> = {}) => composeLetter(letter(code), { ...facts, ...more }, laws)
const textOf = (paper: Paper): string => JSON.stringify(paper)
const serves = (one: Letter, code: string) =>
  problemsWith(one, { ...facts, regime: regimes[code as 'R2019'] }).length === 0

describe('every letter', () => {
  const all = [...letters.values()].flatMap((one) =>
    Object.values(regimes)
      .filter((regime) => serves(one, regime.code))
      .map((regime) => [one.code, regime.code, regime] as const),
  )

  test.each(all)('%s under %s says all its facts and leaves no placeholder', (code, _, regime) => {
    const full = textOf(compose(code, { regime }))
    expect(full).not.toMatch(/[{]\w+[}]|undefined|null|NaN|\[object/)
    const needed = factsOf(letter(code))
      .filter((f) => f.required)
      .map((f) => f.name)
    const fewest = Object.fromEntries(
      Object.entries(facts).filter(([name]) => !factNames.has(name) || needed.includes(name as never)),
    )
    const short = textOf(composeLetter(letter(code), { ...(fewest as Facts), regime }, laws))
    expect(short).not.toMatch(/[{]\w+[}]|undefined|null|NaN/)
  })
  const factNames = new Set([...letters.values()].flatMap((one) => factsOf(one).map((f) => f.name as string)))

  test('can be composed under one law at least', () => {
    expect(new Set(all.map(([code]) => code)).size).toBe(letters.size)
  })

  test('exists for every answer that the forms count, under each law that knows the answer', () => {
    for (const answer of answers) {
      const one = letters.get(replyLetter(answer))
      expect(one, replyLetter(answer)).toBeDefined()
      for (const code of ['R2008', 'R2019'] as const)
        if (one && answer.articles[code]) expect(serves(one, code), `${one.code} ${code}`).toBe(true)
    }
  })

  test('names the article of its answer', () => {
    expect(textOf(compose('reply-refused-privacy'))).toContain('第三十六条第三项、第十五条')
    expect(textOf(compose('reply-refused-privacy', { regime: regimes.R2008 }))).toContain(
      '国务院令第492号）第十四条、第二十三条',
    )
    expect(textOf(compose('reply-notExist'))).toContain('第三十六条第四项')
  })

  test('speaks to an organisation as 贵单位', () => {
    expect(textOf(compose('extension'))).toContain('答复您')
    expect(textOf(compose('extension', organisation))).not.toContain('您')
  })
})

describe('the law on the day of receipt', () => {
  test('decides about what is said: one notice with consequences since 2019, none before', () => {
    expect(textOf(compose('supplement'))).toContain('视为放弃申请')
    expect(textOf(compose('supplement', { regime: regimes.R2008 }))).not.toContain('视为放弃')
    expect(textOf(compose('third-party'))).toContain('15个工作日')
    expect(textOf(compose('third-party', { regime: regimes.R2008 }))).not.toContain('15个工作日')
  })

  test.each(['fee', 'later-date', 'reply-excessive', 'reply-refused-processInformation'])(
    'knows no %s before 2019',
    (code) => {
      expect(problemsWith(letter(code), { ...facts, regime: regimes.R2008 })[0]?.message).toMatch(/国务院令第492号没有/)
      expect(() => compose(code, { regime: regimes.R2008 })).toThrow(Invalid)
    },
  )
})

describe('remedies', () => {
  test.each([
    ['2015-04-30', 'reply-refused-privacy', '3个月内直接向津市市人民法院提起行政诉讼'],
    ['2015-05-01', 'reply-refused-privacy', '6个月内直接向津市市人民法院提起行政诉讼'],
    ['2023-12-31', 'reply-refused-privacy', '也可以自收到之日起6个月内直接'],
    ['2024-01-01', 'reply-refused-privacy', '请先申请行政复议：自收到之日起60日内向津市市人民政府提出'],
    ['2024-01-01', 'reply-grantedInPart', '收到复议决定书之日起15日内向津市市人民法院'],
    ['2024-01-01', 'reply-notExist', '也可以自收到之日起6个月内直接'],
  ])('in a letter of %s, %s: %s', (signedOn, code, words) => {
    expect(bare(textOf(compose(code, { signedOn: day(signedOn) })))).toContain(words)
  })

  test('a refusal since 2024 does not offer to sue at once', () => {
    const refusals = [...letters.values()].filter((l) => l.code.startsWith('reply-refused-') && serves(l, 'R2019'))
    expect(refusals.length).toBeGreaterThan(7)
    for (const one of refusals.filter((l) => l.code !== 'reply-refused-specialQuery'))
      expect(textOf(compose(one.code)), one.code).not.toContain('直接向')
  })

  test('are not told where nothing is decided yet', () => {
    for (const code of ['receipt', 'supplement', 'third-party', 'co-producer', 'extension', 'fee', 'reply-withdrawn'])
      expect(textOf(compose(code))).not.toMatch(/自收到之日起\d+日/)
  })
})

describe('what a letter does not say', () => {
  test('a third party does not learn who asked', () => {
    for (const code of ['third-party', 'third-party-decision', 'co-producer'])
      expect(textOf(compose(code))).not.toContain('李建国')
  })

  test('the query code stands on the receipt only', () => {
    for (const code of letters.keys()) {
      const text = textOf(compose(code, serves(letter(code), 'R2019') ? {} : { regime: regimes.R2008 }))
      expect(text.includes('K7PM-3XQA'), code).toBe(code === 'receipt')
    }
  })
})

describe('missing facts', () => {
  test('are named in the words of the desk, at the field', () => {
    const { reason: _, ...rest } = facts
    expect(problemsWith(letter('reply-refused-stateSecret'), rest)).toEqual([
      { field: 'reason', message: '请填写理由' },
    ])
    expect(problemsWith(letter('reply-refused-stateSecret'), { ...facts, reason: '  ' })).toHaveLength(1)
    expect(problemsWith(letter('reply-grantedInPart'), { ...facts, withheld: [] })[0]?.field).toBe('withheld')
  })

  test('that a letter may do without change what it says', () => {
    expect(textOf(compose('reply-notHeld'))).toContain('请向津市市发展和改革局提出申请，联系方式')
    expect(textOf(compose('reply-notHeld', { organ: '', handedOverOn: undefined }))).toContain('未能确定由哪个机关负责')
  })
})

describe('a letter on paper', () => {
  test('part release lists place by place what is withheld and why, the same in .docx and PDF', async () => {
    const paper = compose('reply-grantedInPart')
    const pdf = (await pdfPages(await renderPdf(paper))).join('')
    const docx = docxText(await renderDocx(paper))
    expect(pdf.replace('津市市人民政府办公室', '').replace(/—\d+—/g, '')).toBe(docx)
    for (const words of [
      '合同第12页',
      '第三方不同意公开的商业秘密',
      '附件：1.关于规范城区停车收费的通知',
      '2025年12月1日',
    ])
      expect(docx).toContain(words)
  })

  test('shows what the applicant typed, line breaks and placeholders of their own taken literally', async () => {
    const subject = '文件\n{reason} #let x = 1 </w:t> {you}'
    const paper = compose('reply-notExist', { subject })
    expect(docxText(await renderDocx(paper))).toContain('文件{reason}#letx=1</w:t>{you}')
    expect((await pdfPages(await renderPdf(paper))).join('')).toContain('文件{reason}#letx=1</w:t>{you}')
  })
})

describe('a template that a county got wrong stops the start with one line', () => {
  const good = JSON.parse(readFileSync('data/papers/requests/extension.json', 'utf8')) as Record<string, unknown>
  const wrong = (change: Record<string, unknown>) => () => {
    const folder = mkdtempSync(join(tmpdir(), 'letters-'))
    writeFileSync(join(folder, 'extension.json'), JSON.stringify({ ...good, ...change }))
    loadLetters(folder)
  }
  const paragraph = (text: string, more = {}) => ({ blocks: [{ type: 'paragraph', text, ...more }] })

  test.each([
    ['an unknown fact', { needs: ['dayOfWeek'] }, /no fact is called dayOfWeek/],
    ['a misspelt placeholder', paragraph('{applicant}'), /\{applicant\} may be missing/],
    [
      'an optional fact used as if it were certain',
      { needs: [], may: ['reason'], ...paragraph('因{reason}') },
      /"when"/,
    ],
    ['a list inside a sentence', { needs: ['points'], ...paragraph('请补正{points}') }, /cannot stand in a text/],
    ['a condition on nothing', paragraph('好', { when: ['reasons'] }), /reasons is neither/],
    ['remedies without their kind', { blocks: [{ type: 'remedies' }] }, /needs "remedy"/],
    ['a field with a wrong name', { titel: '告知书' }, /titel: is not known here/],
    ['a frame that is not there', { frame: 'letterhead' }, /no letterhead.json/],
  ])('%s', (_, change, message) => {
    expect(wrong(change)).toThrow(message)
  })
})
