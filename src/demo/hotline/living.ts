import { sql } from 'kysely'
import { addWorkingDays } from '../../core/calendar.ts'
import { addDays, type Day } from '../../core/day.ts'
import * as dispatching from '../../modules/hotline/dispatch.service.ts'
import * as ending from '../../modules/hotline/ending.service.ts'
import * as handling from '../../modules/hotline/handling.service.ts'
import type { OrderChannel } from '../../modules/hotline/schema.ts'
import * as watching from '../../modules/hotline/supervision.service.ts'
import { visitor } from '../../platform/actor.ts'
import type { Files } from '../../platform/files.ts'
import { openWorld } from '../../platform/world.ts'
import type { TimedAct } from '../documents.ts'
import { contextOf, officerActor, type Scene, within } from '../past.ts'
import { idsAfter } from '../rows.ts'
import type { Account, Stage } from '../stage.ts'
import { castOf } from './cast.ts'
import type { UpTo, Wish } from './life.ts'
import { matters } from './subjects.ts'
import { type Wishing, wishOf } from './wishes.ts'

/** Something that is under way today. */
type Script = {
  /** The matter, by its title. */
  title: string
  upTo: UpTo
  /** Working days before today on which it was received. */
  ago: number
  /** Working days after receipt on which it was answered. */
  repliedAfter?: number
  channel?: OrderChannel
  /** Under which it goes on by the services of the module. */
  role?: string
}

/** What waits today, in every state and with every light. */
const scripts: readonly Script[] = [
  { title: '{place}从早上起就没有水', upTo: 'received', ago: 1 },
  { title: '放学时校门口太挤，能不能错开时间', upTo: 'received', ago: 1, channel: 'mayorMailbox' },
  { title: '渣土车一路撒泥', upTo: 'received', ago: 4 },
  { title: '农村老房子拆了重建怎样报批', upTo: 'received', ago: 1, channel: 'message' },
  { title: '楼道里给电动车充电', upTo: 'received', ago: 1, channel: 'superiorHotline' },
  { title: '家里有重病人，能不能申请低保', upTo: 'dispatched', ago: 1 },
  { title: '村里的垃圾池满了没有人清', upTo: 'dispatched', ago: 1 },
  { title: '公交车到站不停', upTo: 'dispatched', ago: 5 },
  { title: '{road}有一排路灯不亮', upTo: 'dispatched', ago: 2, channel: 'helpLine' },
  { title: '邻居砌墙占了公共的路', upTo: 'handling', ago: 2 },
  {
    title: '社区能不能办老人食堂',
    upTo: 'handling',
    ago: 3,
    repliedAfter: 9,
    channel: 'mayorMailbox',
    role: 'citizen',
  },
  { title: '敬老院的暖气不热', upTo: 'handling', ago: 9, repliedAfter: 10 },
  { title: '低保为什么停发了', upTo: 'handling', ago: 13, repliedAfter: 20 },
  { title: '新房的外墙一下雨就渗水', upTo: 'handling', ago: 4, repliedAfter: 9, channel: 'message' },
  { title: '沟渠堵了，田里进不了水', upTo: 'handling', ago: 4, repliedAfter: 9 },
  { title: '征地补偿款还差一部分没有到账', upTo: 'handling', ago: 7, repliedAfter: 12 },
  { title: '卫生院晚上没有医生', upTo: 'replied', ago: 3, repliedAfter: 2 },
  { title: '开一家小餐馆要办什么证', upTo: 'replied', ago: 4, repliedAfter: 1, channel: 'message' },
  { title: '老小区什么时候通天然气', upTo: 'closing', ago: 3, repliedAfter: 1, channel: 'mayorMailbox' },
  { title: '广场舞的音响太大', upTo: 'closing', ago: 6, repliedAfter: 3 },
  { title: '村口的弯道能不能装一面凸面镜', upTo: 'closed', ago: 5, repliedAfter: 2 },
  { title: '外卖里吃出一只虫子', upTo: 'closed', ago: 7, repliedAfter: 3 },
  { title: '出租车不打表', upTo: 'closed', ago: 6, repliedAfter: 3, channel: 'superiorMailbox' },
  { title: '孩子打疫苗的本子丢了怎么办', upTo: 'followedUp', ago: 9, repliedAfter: 1, channel: 'message' },
  { title: '养老金这个月没有到账', upTo: 'followedUp', ago: 12, repliedAfter: 2 },
  { title: '安置点的自来水有一股怪味', upTo: 'dispatched', ago: 2, role: 'return' },
  { title: '房子住了八年，不动产证还没有办下来', upTo: 'handling', ago: 6, repliedAfter: 12, role: 'extension' },
  { title: '{place}的垃圾几天没有人收', upTo: 'handling', ago: 4, repliedAfter: 9, role: 'urged' },
  { title: '养猪场离村子太近，臭得受不了', upTo: 'handling', ago: 12, repliedAfter: 30, role: 'supervised' },
  { title: '单位没有给我交社保', upTo: 'handling', ago: 17, repliedAfter: 30, role: 'escalated' },
  { title: '小区门口的消防通道总被车堵着', upTo: 'handling', ago: 18, repliedAfter: 30, role: 'instructed' },
  { title: '工地半夜还在浇混凝土', upTo: 'dispatched', ago: 2, role: 'first' },
  { title: '工地半夜还在浇混凝土', upTo: 'received', ago: 1, channel: 'message', role: 'second' },
  { title: '没有签劳动合同，辞职能不能拿到钱', upTo: 'received', ago: 2, role: 'refused' },
  { title: '理发店的卡充了钱，店转让了', upTo: 'handling', ago: 3, repliedAfter: 9, role: 'withdrawn' },
  { title: '老菜市场下雨一地水，能不能改造', upTo: 'received', ago: 2, channel: 'mayorMailbox', role: 'assisted' },
  { title: '楼上在楼顶搭了一个棚子', upTo: 'followedUp', ago: 10, repliedAfter: 4, role: 'reopened' },
  {
    title: '村里的账两年没有公开',
    upTo: 'handling',
    ago: 5,
    repliedAfter: 14,
    channel: 'mayorMailbox',
    role: 'secret',
  },
]

export function openWishes(w: Wishing): Wish[] {
  const { stage } = w
  return scripts.map(({ title, upTo, ago, repliedAfter = 1, channel = 'phone', role = '' }, i) => {
    const matter = matters.find((m) => m.title === title)
    if (!matter) throw new Error(`nobody says ${title}`)
    const on = addWorkingDays(stage.calendar, stage.today, -ago)
    const quiet = { atOnce: false, returned: false, reopened: false, repliedAfter }
    const fate = { ...quiet, satisfaction: role === 'reopened' ? (4 as const) : (2 as const) }
    const asked = { channel, on, end: stage.today, serial: 50 + i, matter, upTo, fate, role }
    const wish = wishOf(w, { ...asked, named: true })
    const secret = role === 'secret'
    return { ...wish, urgent: false, person: { ...wish.person, anonymous: false, confidential: secret } }
  })
}

const rights = {
  head: ['hotline.view', 'hotline.handle', 'hotline.ask'],
  operator: ['hotline.view', 'hotline.register', 'hotline.dispatch', 'hotline.followUp'],
  manager: ['hotline.view', 'hotline.review', 'hotline.supervise'],
  leader: ['hotline.view', 'hotline.lead'],
} as const

/**
 * What is not told in rows: asking, urging, escalating, merging and the like, done by the services of the module.
 * @param numbers - the orders, by their role in the scripts
 */
export async function liveOn(stage: Stage, files: Files, numbers: ReadonlyMap<string, string>): Promise<TimedAct[]> {
  const scene: Scene = { acts: [], world: await openWorld({ db: within(stage.tx), files }) }
  const cast = castOf(stage)
  const root = `/${stage.site.rootUnit}/`
  const lastMessage = (await idsAfter(stage.tx, 'outboxMessages'))() - 1
  const numberOf = (role: string): string => {
    const number = numbers.get(role)
    if (!number) throw new Error(`no order has the role ${role}`)
    return number
  }
  // Everything here is of yesterday and the day before: after all that the rows tell.
  const yesterday = addDays(stage.today, -1)
  const as = (role: keyof typeof rights, who: Account, hour: number, on: Day = yesterday) =>
    contextOf(scene, on, hour, officerActor(who, rights[role], root))
  const operator = (hour: number) => as('operator', cast.operator, hour)
  const manager = (hour: number) => as('manager', cast.manager, hour)
  const person = (hour: number) => contextOf(scene, yesterday, hour, visitor)
  const headOf = async (role: string) => {
    const { unitCode } = await stage.tx
      .selectFrom('workOrders')
      .select('unitCode')
      .where('number', '=', numberOf(role))
      .executeTakeFirstOrThrow()
    return as('head', cast.head(unitCode ?? stage.site.rootUnit), 20)
  }
  await handling.askReturn(await headOf('return'), numberOf('return'), {
    words: '安置点的供水由水利部门的农村饮水管理站负责，不属于我单位职责。',
    suggestedUnitCode: 'water',
  })
  await handling.askExtension(await headOf('extension'), numberOf('extension'), {
    days: 5,
    words: '要等税务部门核对开发企业的欠税，已经去函，估计五个工作日内回复。',
  })
  await watching.urge(person(20), numberOf('urged'), { words: '今天还是没有人来收，麻烦催一下。' }, { by: 'person' })
  await watching.supervise(manager(20), numberOf('supervised'), { words: '已经超期，请两天内答复，并书面说明原因。' })
  const escalation = { words: '超期五个工作日以上，两次催办没有结果。' }
  for (const role of ['escalated', 'instructed'] as const)
    await watching.escalate(manager(20), numberOf(role), escalation)
  await watching.instruct(as('leader', cast.leader, 21), numberOf('instructed'), {
    words: '消防通道是生命通道。请公安、住建和街道周五以前到现场一起解决，结果报我。',
  })
  await dispatching.merge(operator(20), numberOf('second'), { into: numberOf('first'), words: '同一个工地、同一件事' })
  await dispatching.refuse(operator(20), numberOf('refused'), {
    ground: 'inProcedure',
    words: '您说已经申请了劳动仲裁，由仲裁机构裁决，热线不能重复受理。可以拨打法律援助电话，请律师免费代理。',
  })
  await ending.withdraw(person(20), numberOf('withdrawn'), { words: '店里已经退钱了。' }, { by: 'person' })
  await dispatching.dispatch(operator(20), numberOf('assisted'), {
    ...{ unitCode: 'commerce', topicCode: 'business', words: '请商务部门牵头答复' },
    assisting: [
      { unitCode: 'market', part: '核实市场开办者的责任' },
      { unitCode: 'urban', part: '看看门前的排水能不能先疏通' },
    ],
  })
  await ending.reopen(operator(20), numberOf('reopened'), { words: '来访人说棚子只拆了一半' })
  await settle(stage, { lastMessage, citizens: numberOf('citizen') })
  return scene.acts
}

/** Messages to people who never were are marked as sent, and one order is the citizen's of the demonstration. */
async function settle({ tx, today }: Stage, { lastMessage, citizens }: { lastMessage: number; citizens: string }) {
  await sql`update outbox_messages set state = 'sent', sent_at = ${new Date(`${addDays(today, -1)}T22:00:00+08:00`)}
    where id > ${lastMessage} and state = 'waiting'`.execute(tx)
  await sql`update work_orders o set account_id = a.id, person_name = a.name, person_phone = a.phone_number
    from accounts a where o.number = ${citizens} and a.is_demonstration and a.kind = 'citizen'
      and a.id = (select min(id) from accounts where is_demonstration and kind = 'citizen')`.execute(tx)
}
