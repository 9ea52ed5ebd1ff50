import { addWorkingDays } from '../../core/calendar.ts'
import { addDays, type Day } from '../../core/day.ts'
import * as ending from '../../modules/hotline/ending.service.ts'
import * as handling from '../../modules/hotline/handling.service.ts'
import * as orders from '../../modules/hotline/review.service.ts'
import { appeal, decide, showRectification, showWords } from '../../modules/ratings/review.service.ts'
import { give } from '../../modules/ratings/service.ts'
import { changeRating, getRating } from '../../modules/ratings/store.ts'
import { type Actor, visitor } from '../../platform/actor.ts'
import { contextOf, officerActor, type Scene } from '../past.ts'
import type { Account, Stage } from '../stage.ts'
import type { Finished } from './past.ts'
import { living, putRight } from './words.ts'

/** What is done about them, by people of the demonstration where there are any. */
type Hands = {
  officer: (unit: string) => Account
  head: (unit: string) => Account
  hotline: Account
  reviewer: Account
}
const permissions = {
  officer: ['hotline.view', 'hotline.handle', 'hotline.ask', 'ratings.view'],
  head: ['hotline.view', 'ratings.view', 'ratings.appeal'],
  hotline: ['hotline.view', 'hotline.review', 'hotline.followUp'],
  reviewer: ['ratings.view', 'ratings.review'],
} as const

/** Bad ratings of the last weeks, taken by the services of the module: each opens its work order, and some have come further. */
export async function rateLiving(
  stage: Stage,
  scene: Scene,
  finished: readonly Finished[],
  hands: Hands,
): Promise<void> {
  const used = new Set<string>()
  for (const [i, script] of living.entries()) {
    const on = addWorkingDays(stage.calendar, stage.today, -script.daysAgo)
    const found = finished.find((f) => !used.has(f.number) && f.completedOn <= on && f.completedOn >= addDays(on, -29))
    if (!found) continue
    used.add(found.number)
    await live(stage, scene, hands, { ...script, on, found, i })
  }
}

type Life = (typeof living)[number] & { on: Day; found: Finished; i: number }

async function live(stage: Stage, scene: Scene, hands: Hands, life: Life): Promise<void> {
  const { on, found, level, reasons, words, upTo, i } = life
  const root = `/${stage.site.rootUnit}/`
  const later = (days: number): Day => {
    const day = addWorkingDays(stage.calendar, on, days)
    return day < stage.today ? day : addWorkingDays(stage.calendar, stage.today, -1)
  }
  const as = (actor: Actor, days: number, hour: number) => contextOf(scene, later(days), hour, actor)
  const staff = (role: keyof typeof permissions, who: Account) => officerActor(who, permissions[role], root)
  const officer = staff('officer', hands.officer(found.unitCode))
  const { completedOn: servedOn, handlerName: clerkName, number, ...item } = found
  const matter = {
    ...item,
    subject: `case:${number}`,
    counterId: null,
    counterName: '',
    clerkId: null,
    clerkName,
    servedOn,
  }
  const form = { level, reasons: [...reasons], words, mayShow: i % 2 === 0 ? 'yes' : '', named: 'yes', phone: '' }
  const contact = { name: '演示人', phone: `1300000${String(1000 + i)}`, email: '' }
  const id = await give(contextOf(scene, on, 10 + (i % 7), visitor), matter, form, { channel: 'sms', contact })
  const order = (await getRating(stage.tx, id)).workOrder ?? ''
  if (upTo === 'appealed' || upTo === 'excluded') {
    const head = staff('head', hands.head(found.unitCode))
    const ground = upTo === 'appealed' ? 'malicious' : 'notOurs'
    const reason =
      upTo === 'appealed'
        ? '这件当天受理当天办结，录像里没有争执，同一号码还评了另外几个单位。'
        : '说的是公交线路，不是这件事。'
    await appeal(as(head, 1, 15), id, { ground, reason })
    if (upTo === 'appealed') return
    await decide(as(staff('reviewer', hands.reviewer), 3, 9), id, {
      verdict: 'upheld',
      note: '说的是公交线路，已转交通运输部门。',
    })
  }
  if (upTo === 'opened' || upTo === 'excluded') return
  await handling.sign(as(officer, 1, 9), order)
  await handling.contact(as(officer, 1, 10), order, { way: 'phone', words: '打过电话，约好当面核实' })
  if (upTo === 'signed') return
  await handling.reply(as(officer, 2, 16), order, { text: putRight[i % putRight.length] ?? '', way: 'phone' })
  if (upTo === 'replied') return
  await handling.askClosing(as(officer, 3, 9), order, { result: 'solved', words: '已经整改并当面道歉' })
  const hotline = staff('hotline', hands.hotline)
  await orders.decideClosing(as(hotline, 4, 10), order, { verdict: 'approved', words: '' })
  await ending.followUp(as(hotline, 5, 15), order, { way: 'phone', reached: true, satisfaction: 2, words: '改了就好' })
  await putRightOf(stage, scene, { id, on: later(4) })
  const reviewer = as(staff('reviewer', hands.reviewer), 5, 16)
  await showRectification(reviewer, id, { rectification: putRight[(i + 1) % putRight.length] ?? '' })
  if (form.mayShow === 'yes') await showWords(reviewer, id, { words })
}

/** What the clock notes when an order is closed: acts of the demonstration are written last, so it cannot read them yet. */
async function putRightOf(stage: Stage, scene: Scene, { id, on }: { id: number; on: Day }): Promise<void> {
  const clock: Actor = { ...visitor, kind: 'system', name: '好差评' }
  const { unitCode, workOrder } = await getRating(stage.tx, id)
  await changeRating(stage.tx, id, { rectifiedOn: on })
  const data = { workOrder, on }
  await contextOf(scene, on, 18, clock).acts.write(stage.tx, {
    act: 'ratings.rectified',
    subject: `rating:${id}`,
    unitCode,
    data,
  })
}
