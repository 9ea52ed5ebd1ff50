import { randomUUID } from 'node:crypto'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Server } from '../server.ts'
import { sessionOf } from './grow.ts'
import { measureOnce } from './measure.ts'

/** How many people press at once, how many wall screens hang, how often somebody is called. */
type Size = { takers: number; boards: number; calls: number }

/** Everyone presses so often, one after the other. */
const pressesEach = 5
/** The window at which nobody sits in the demonstration, and a line that it serves. */
const [windowNumber, line] = [4, 'other']
const mostSeconds = 15

/**
 * Numbers given each second while all takers press at once, each number, its act and its place on disk before the answer; then
 * how long it takes from a call at a window until the last of the wall screens shows it. @returns what to print
 */
export async function measureHall(client: pg.Client, server: Server, size: Size): Promise<string> {
  await client.query(
    `insert into hall_exceptions (hall_code, day, opens, closes, reason)
     select 'main', (now() at time zone 'Asia/Shanghai')::date + n, '00:00', '24:00', 'bench' from generate_series(0, 1) n
     on conflict do nothing`,
  )
  const press = await pressingAt(server, await sessionOf(client, 'chuangkou'))
  const { rows } = await client.query<{ counter: string; line: string }>(
    `select c.id as counter, l.id as line from counters c join counter_lines s on s.counter_id = c.id
     join queue_lines l on l.id = s.line_id where c.hall_code = 'main' and c.number = $1 and l.code = $2`,
    [windowNumber, line],
  )
  const [at] = rows
  if (!at) throw new Error('the hall of the demonstration has changed')
  const requests = Array.from({ length: size.takers * pressesEach }, () => ({
    path: '/desk/hall/tickets/new',
    method: 'POST' as const,
    ...press({ lineId: at.line, priority: 'none', press: randomUUID() }),
  }))
  const before = await countTickets(client)
  const taken = await measureOnce({ url: server.url, pid: server.pid, connections: size.takers, requests })
  const given = (await countTickets(client)) - before
  const { rows: holes } = await client.query(
    `select zone_id from queue_tickets group by zone_id, day having count(*) <> max(serial)`,
  )
  const waits = await measureBoards(client, server, { ...size, counter: at.counter, press })
  return [
    `${size.takers} takers: ${Math.round(taken.perSecond)} numbers/s, p50 ${taken.p50.toFixed(0)} ms, p97.5 ${taken.p975.toFixed(0)} ms;`,
    `${given} of ${requests.length} given, ${holes.length} zones with a number twice or missing, ${taken.failed} failed.`,
    `${size.boards} boards, ${waits.length} calls: from the call to the last board told p50 ${at50(waits)} ms, p95 ${at95(waits)} ms.`,
  ].join('\n')
}

const at = (share: number) => (sorted: readonly number[]) =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
const [at50, at95] = [at(0.5), at(0.95)]

type Press = (fields: Record<string, string>) => { headers: Record<string, string>; body: string }

/** Forms of the clerk, with the token that a page of theirs carries. */
async function pressingAt(server: Server, cookie: string): Promise<Press> {
  const page = await fetch(`${server.url}/desk/hall/tickets/new`, { headers: { cookie } })
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1]
  if (!token) throw new Error(`the page for numbers carries no token (${page.status})`)
  const secret = page.headers.getSetCookie().map((c) => c.split(';')[0])
  const headers = { cookie: [cookie, ...secret].join('; '), 'content-type': 'application/x-www-form-urlencoded' }
  return (fields) => ({ headers, body: new URLSearchParams({ _csrf: token, ...fields }).toString() })
}

const countTickets = async (client: pg.Client): Promise<number> =>
  Number((await client.query<{ n: string }>('select count(*) as n from queue_tickets')).rows[0]?.n)

type Boards = Size & { counter: string; press: Press }

/** @returns for each call the milliseconds until the last board was told, in ascending order */
async function measureBoards(client: pg.Client, server: Server, { boards, calls, counter, press }: Boards) {
  const screens = await Promise.all(Array.from({ length: boards }, () => openBoard(`${server.url}/board/main/live`)))
  const post = async (what: string, fields: Record<string, string> = {}) => {
    const path = `/desk/hall/counter/${counter}/${what}`
    const reply = await fetch(`${server.url}${path}`, { method: 'POST', redirect: 'manual', ...press(fields) })
    if (reply.status !== 303) throw new Error(`${path} was answered with ${reply.status}`)
  }
  const waits: number[] = []
  let finish: Record<string, string> = {}
  try {
    await post('sign-on')
    for (let i = 0; i < calls; i++) {
      const begun = performance.now()
      await post('call', { press: randomUUID(), ...finish })
      const { rows } = await client.query<{ id: string; label: string }>(
        `select q.id, t.label from queue_calls q join queue_tickets t on t.id = q.ticket_id
         where q.counter_id = $1 and q.outcome is null`,
        [counter],
      )
      const [call] = rows
      if (!call) throw new Error('nobody waits any more: fewer calls, or more takers')
      waits.push(Math.max(...(await Promise.all(screens.map((s) => s.shows(call.label, begun))))) - begun)
      await post('begin', { call: call.id })
      finish = { finish: call.id }
      // What the beginning told has reached everyone before the next call.
      await sleep(200)
    }
    const call = finish.finish
    if (call) await post('finish', { call })
    await post('sign-off')
  } finally {
    for (const screen of screens) screen.close()
  }
  return waits.sort((a, b) => a - b)
}

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

/** A wall screen that is told of changes: it keeps what it was told last, with the moment. */
function openBoard(url: string) {
  return new Promise<{ shows: (label: string, since: number) => Promise<number>; close: () => void }>(
    (resolve, reject) => {
      const told: { at: number; text: string }[] = []
      const request = get(url, { agent, headers: { accept: 'text/event-stream' } }, (reply) => {
        if (reply.statusCode !== 200) return reject(new Error(`${url} was answered with ${reply.statusCode}`))
        reply.setEncoding('utf8').on('data', (text: string) => {
          told.push({ at: performance.now(), text })
          if (told.length > 50) told.shift()
        })
        resolve({ shows: (label, since) => shown(told, label, since), close: () => request.destroy() })
      })
      request.on('error', (error) => (request.destroyed ? undefined : reject(error)))
    },
  )
}

/** The moment at which a label was first told after another moment. */
async function shown(told: readonly { at: number; text: string }[], label: string, since: number): Promise<number> {
  for (const deadline = since + mostSeconds * 1000; performance.now() < deadline; await sleep(20)) {
    const news = told.find((t) => t.at >= since && t.text.includes(label))
    if (news) return news.at
  }
  throw new Error(`a board was not told of ${label} within ${mostSeconds} s`)
}
