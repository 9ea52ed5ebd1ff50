import { addWorkingDays } from '../core/calendar.ts'
import { addDays, type Day, day, showLongDay, yearOf } from '../core/day.ts'
import { publishOld } from './archive.ts'
import { dueFor, type MadeDocument, makeDocument, type Titles } from './documents.ts'
import { fill, type Grammar, inChinese } from './grammar.ts'
import { type Random, randomOf } from './random.ts'
import { type Stage, unitOf, workingDays } from './stage.ts'
import { interpretations } from './texts/interaction.ts'
import { chapters, type Rule, rules2018, rulesBefore, rulesBetween } from './texts/normative.ts'
import { common } from './words.ts'

const shell: Grammar = {
  titles: ['{title}'],
  leads: ['{lead}'],
  middles: ['{lead}'],
  ends: ['{lead}'],
  keywords: ['规范性文件', '{object}'],
  category: '综合政务',
  units: ['office'],
}

/**
 * A normative document of the government or its office: articles in chapters, a day from which it holds and one on which
 * it lapses. Its state of validity is that of today.
 * @basis 《湖南省规范性文件管理办法》:有效期五年,暂行、试行的两年
 */
export function makeNormative(stage: Stage, random: Random, titles: Titles, rule: Rule, writtenOn: Day): MadeDocument {
  const byGovernment = random.chance(0.5)
  const issuer = byGovernment ? '津市市人民政府' : '津市市人民政府办公室'
  const effectiveOn = addDays(writtenOn, random.int(7, 30))
  const expiresOn = addYears(effectiveOn, rule.trial ? 2 : 5)
  const title = `${issuer}关于印发《${rule.title}》的通知`
  const lead = `各镇人民政府，各街道办事处，市直有关单位：现将《${rule.title}》印发给你们，请认真组织实施。`
  const document = makeDocument(stage, random, titles, {
    grammar: shell,
    column: 'normative',
    writtenOn,
    unit: unitOf(stage, 'office'),
    known: { title, lead, object: rule.object },
  })
  return Object.assign(document, {
    kind: 'normative',
    issuingBody: issuer,
    abstract: `规范${rule.object}工作的职责、程序、时限和监督，由${rule.department}组织实施。`,
    body: articlesOf(random, rule, lead, writtenOn, effectiveOn, expiresOn),
    effectiveOn,
    expiresOn,
    validity: expiresOn <= stage.today ? 'expired' : 'inForce',
  } as const)
}

function articlesOf(
  random: Random,
  rule: Rule,
  lead: string,
  writtenOn: Day,
  effectiveOn: Day,
  expiresOn: Day,
): string {
  const scene = {
    random,
    words: common,
    day: writtenOn,
    known: new Map([
      ['object', rule.object],
      ['department', rule.department],
    ]),
  }
  const blocks = [`<p>${lead}</p>`, `<p>${showLongDay(writtenOn)}</p>`, `<h2>${rule.title}</h2>`]
  let number = 0
  const article = (text: string) =>
    blocks.push(`<p><strong>第${inChinese(++number)}条</strong> ${fill(text, scene)}</p>`)
  chapters.forEach((chapter, i) => {
    blocks.push(`<h3>第${inChinese(i + 1)}章 ${chapter.name}</h3>`)
    for (const text of random.sample(chapter.articles, random.int(2, chapter.articles.length))) article(text)
  })
  blocks.push(`<h3>第${inChinese(chapters.length + 1)}章 附则</h3>`)
  article('本办法由{department}负责解释。')
  article(`本办法自${showLongDay(effectiveOn)}起施行，有效期至${showLongDay(expiresOn)}。`)
  return blocks.join('\n')
}

/** The same day of a later year; 29 February becomes the 28th. */
function addYears(d: Day, n: number): Day {
  return day(`${yearOf(d) + n}${d.slice(4).replace('-02-29', '-02-28')}`)
}

/** Sixteen of 2018, those published before it, and what was issued since and mostly holds today. */
export function makeNormatives(
  stage: Stage,
  titles: Titles,
): { before: MadeDocument[]; of2018: MadeDocument[]; since: MadeDocument[] } {
  const random = randomOf('normative')
  const issue = (rule: Rule, writtenOn: Day, latest: number) => {
    const document = makeNormative(stage, random, titles, rule, writtenOn)
    publishOld(random, document, addWorkingDays(stage.calendar, writtenOn, random.int(1, latest)), true)
    return document
  }
  const spread = (rules: readonly Rule[], days: readonly Day[], latest: number) =>
    rules.map((rule, i) => issue(rule, days[Math.floor(((i + 0.5) * days.length) / rules.length)] as Day, latest))
  const lastYear = Math.min(yearOf(stage.today) - 1, 2025)
  return {
    before: spread(rulesBefore, workingDays(stage.calendar, '2013-01-07', '2017-11-10'), 15),
    of2018: spread(rules2018, workingDays(stage.calendar, '2018-01-08', '2018-11-16'), 15),
    since:
      lastYear < 2019 ? [] : spread(rulesBetween, workingDays(stage.calendar, '2019-06-03', `${lastYear}-11-14`), 15),
  }
}

/** Interpretations that the office drafted in 2018 and never published: they stay drafts, and no row counts them. */
export function makeInterpretationDrafts(
  stage: Stage,
  titles: Titles,
  policies: readonly MadeDocument[],
  count: number,
): { interpretation: MadeDocument; policy: MadeDocument }[] {
  const random = randomOf('interpretation drafts')
  return Array.from({ length: count }, (_, i) => {
    const policy = policies[i % policies.length] as MadeDocument
    const interpretation = makeInterpretation(
      stage,
      random,
      titles,
      policy,
      addDays(policy.writtenOn, random.int(1, 5)),
    )
    interpretation.dueOn = null
    interpretation.acts = [{ act: 'disclosure.drafted', at: interpretation.createdAt, actor: interpretation.draftedBy }]
    return { interpretation, policy }
  })
}

export function makeInterpretation(
  stage: Stage,
  random: Random,
  titles: Titles,
  policy: MadeDocument,
  writtenOn: Day,
): MadeDocument {
  const name = /《(.+)》/.exec(policy.title)?.[1] ?? policy.title
  const document = makeDocument(stage, random, titles, {
    grammar: interpretations,
    column: 'interpretations',
    writtenOn,
    unit: unitOf(stage, 'office'),
    known: { policy: name, department: /由(市[^，。]+)组织实施/.exec(policy.abstract)?.[1] ?? '市政府办' },
  })
  return Object.assign(document, { kind: 'interpretation', dueOn: dueFor(stage, writtenOn) } as const)
}
