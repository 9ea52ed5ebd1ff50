import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { startPostgres } from '../src/platform/postgres.ts'
import { caseForms, growCases, measureLights } from './bench/cases.ts'
import { approvedDocuments, connect, count, growDocuments, growRequests, sessionOf } from './bench/grow.ts'
import { measureHall } from './bench/hall.ts'
import { type LoadRequest, type Measured, measure, measureOnce, startBare } from './bench/measure.ts'
import { growOrders, measureOrders } from './bench/orders.ts'
import { measureProofreadingApart } from './bench/proofreading.ts'
import { build, freePort, startServer } from './server.ts'
import { root } from './sources.ts'

// How fast the house is, as shares of a bare Fastify on the same machine in the same run. Prints a table for
// docs/performance.md. Speed is measured here and never asserted in a test.

const { values } = parseArgs({
  options: {
    documents: { type: 'string' },
    requests: { type: 'string' },
    cases: { type: 'string' },
    orders: { type: 'string' },
    'only-cases': { type: 'boolean' },
    tickets: { type: 'boolean' },
    proofreading: { type: 'boolean' },
    takers: { type: 'string', default: '200' },
    boards: { type: 'string', default: '500' },
    calls: { type: 'string', default: '40' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '64' },
  },
})
const seconds = Number(values.seconds)
const connections = Number(values.connections)

/** @property bare - requests a second of the bare Fastify just before: other work on the machine slows both */
type Row = { name: string; measured: Measured; bare: number; goal?: string; memory: number }

/** As a browser asks: pages are packed, and visits counted. */
const browser = {
  'accept-encoding': 'gzip, deflate, br',
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
}
/** Pages for whoever carries a session are made anew each time; only what all pages show alike is shared. */
const uncached = { cookie: 'session=none' }
const words = ['低保', '财政预算', '扶贫', '环境保护', '新洲', '教育', '征地', '价格', 'cz', '2018年']

if (values.proofreading) {
  console.log(await measureProofreadingApart())
  process.exit()
}
build()
const folder = join(root, 'var/bench')
const server = await startServer(folder)
const database = await startPostgres({ folder })
const client = await connect(database.url)
if (values.tickets) {
  const { takers, boards, calls } = values
  const size = { takers: Number(takers), boards: Number(boards), calls: Number(calls) }
  console.log(await measureHall(client, server, size).finally(stop))
  process.exit()
}
const rows: Row[] = []
const bare = await startBare(await freePort())
try {
  rows.push({ name: 'bare Fastify', measured: await measureBare(seconds), bare: 0, memory: memoryOf(bare.pid) })
  const plan = await addresses(client)
  if (!values['only-cases']) {
    await measureReading(plan, '')
    await measurePublishing(client)
    await measureRequests(client, plan, '')
    await measureProofreading()
  }
  await measureCases(client, '')
  if (values.requests) {
    console.error(`growing to ${values.requests} requests …`)
    await growRequests(client, Number(values.requests))
    await measureRequests(client, plan, `, ${grouped(await count(client, 'information_requests'))} requests`)
  }
  if (values.cases) {
    console.error(`growing to ${values.cases} open cases …`)
    await growCases(client, Number(values.cases))
    const label = `, ${grouped(await count(client, 'case_files where completed_on is null'))} open cases`
    await measureCases(client, label)
    for (const [name, measured] of await measureLights(database.url))
      rows.push({ name: `${name}${label}`, measured, bare: 0, goal: 'p95 < 50 ms', memory: 0 })
  }
  if (values.orders) {
    console.error(`growing to ${values.orders} work orders …`)
    await growOrders(client, Number(values.orders))
    const label = `, ${grouped(await count(client, 'work_orders'))} orders`
    for (const [name, measured] of await measureOrders(database.url))
      rows.push({ name: `${name}${label}`, measured, bare: 0, goal: 'p95 < 50 ms', memory: 0 })
  }
  if (values.documents) {
    console.error(`growing to ${values.documents} documents …`)
    await growDocuments(client, Number(values.documents))
    const label = `, ${grouped(await count(client, `documents where state = 'published'`))} documents`
    await measureReading(plan, label, ['column page, made anew', 'search', 'form of the year'])
  }
  print(await count(client, 'documents'))
  if (!values['only-cases']) console.log(`\n${await measureProofreadingApart()}`)
} finally {
  await stop()
  bare.stop()
}

async function stop(): Promise<void> {
  await client.end()
  await server.stop()
  await database.stop()
}

function measureBare(seconds: number): Promise<Measured> {
  return measure({ url: bare.url, pid: bare.pid, seconds, connections, requests: [{ path: '/' }] })
}

type Plan = { columns: string[]; documents: string[]; staff: Record<string, string> }

/** What is asked for: columns and documents that exist, and a session of who may see the form. */
async function addresses(client: pg.Client): Promise<Plan> {
  const columns = await client.query<{ code: string }>(
    `select column_code as code from documents where state = 'published' and kind <> 'page'
     group by 1 having count(*) > 50 order by count(*) desc limit 20`,
  )
  const documents = await client.query<{ id: string }>(
    `select id from documents where state = 'published' and kind <> 'page' order by id limit 2000`,
  )
  return {
    columns: columns.rows.map((r) => `/columns/${r.code}`),
    documents: documents.rows.map((r) => `/documents/${r.id}`),
    staff: { cookie: await sessionOf(client, 'gongkai') },
  }
}

async function measureReading({ columns, documents, staff }: Plan, label: string, only?: string[]): Promise<void> {
  const searches = words.map((word) => `/search?q=${encodeURIComponent(word)}`)
  const cases: [name: string, paths: string[], headers: Record<string, string>, goal?: string][] = [
    ['home, from the cache', ['/'], {}, '≥ 80 %'],
    ['home, made anew', ['/'], uncached],
    ['column page, from the cache', columns.slice(0, 5), {}, '≥ 80 %'],
    ['column page, made anew', columns, uncached, '≥ 12 %'],
    ['document, from the cache', documents.slice(0, 10), {}, '≥ 80 %'],
    ['document, made anew', documents, uncached, '≥ 20 %'],
    ['search', searches, uncached, '≥ 8 %'],
    ['form of the year', ['/desk/statistics/forms/2014/2018'], staff],
  ]
  for (const [name, paths, headers, goal] of cases.filter(([name]) => !only || only.includes(name)))
    await add(
      `${name}${label}`,
      paths.map((path) => ({ path, headers: { ...browser, ...headers } })),
      { goal: label ? undefined : goal },
    )
}

/** Publishing is a durable write: the document, its channels, its number, the act, all on disk before the answer. */
async function measurePublishing(client: pg.Client): Promise<void> {
  const staff = await sessionOf(client, 'gongkai')
  const amount = 2000
  const ids = await approvedDocuments(client, amount)
  const page = await fetch(`${server.url}/desk/disclosure/documents/${ids[0]}/publish`, { headers: { cookie: staff } })
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1]
  const secret = page.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
  if (!token) throw new Error(`the page for publishing carries no token (${page.status})`)
  const body = new URLSearchParams({ _csrf: token, channels: 'website', publishAt: '' }).toString()
  const headers = { cookie: `${staff}; ${secret}`, 'content-type': 'application/x-www-form-urlencoded' }
  const requests = ids.map((id) => ({
    path: `/desk/disclosure/documents/${id}/publish`,
    method: 'POST' as const,
    headers,
    body,
  }))
  const before = await count(client, `documents where state = 'published'`)
  await add('publishing, on disk', requests, { goal: '≥ 5 %', once: true })
  const published = (await count(client, `documents where state = 'published'`)) - before
  if (published !== amount) console.error(`only ${published} of ${amount} documents were published`)
}

/** The officer's work list, and taking a request in: number, clock, receipt letter and act, all on disk before the answer. */
async function measureRequests(client: pg.Client, { staff }: Plan, label: string): Promise<void> {
  await add(`work list of requests${label}`, [{ path: '/desk/requests', headers: { ...browser, ...staff } }], {})
  const { token, sent: headers } = await formHeaders('/desk/requests/new', staff.cookie ?? '')
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const requests = Array.from({ length: 500 }, () => ({
    path: `/desk/requests/new?_csrf=${token}`,
    method: 'POST' as const,
    headers,
    body: multipart({
      ...{ unitCode: 'jinshi', applicantKind: 'naturalPerson', applicantName: '测速', contactPerson: '', email: '' },
      ...{ idKind: 'residentId', idNumber: '11010519491231002X', phone: '13812345678', address: '' },
      ...{ subject: '测速用的申请', wanted: '测速用的内容', wantedForm: 'paper', wantedRoute: 'inPerson', need: '' },
      ...{ channel: 'inPerson', postKind: '', arrivedOn: today, confirmedOn: '', submissionKey: randomUUID() },
    }),
  }))
  const before = await count(client, 'information_requests')
  await add(`taking a request in, on disk${label}`, requests, { once: true })
  const taken = (await count(client, 'information_requests')) - before
  if (taken !== requests.length) console.error(`only ${taken} of ${requests.length} requests were taken in`)
}

/** The work list with its counts for one who sees the whole county, and taking a case in: steps, receipt and act on disk. */
async function measureCases(client: pg.Client, label: string): Promise<void> {
  const leader = { cookie: await sessionOf(client, 'lingdao') }
  await add(`work list of cases${label}`, [{ path: '/desk/cases', headers: { ...browser, ...leader } }], {})
  const clerk = { cookie: await sessionOf(client, 'chuangkou') }
  const { path, forms } = await caseForms(client, 300)
  const headers = await formHeaders(path, clerk.cookie)
  const requests = forms.map((form) => ({
    path: `${path}?_csrf=${headers.token}`,
    method: 'POST' as const,
    headers: headers.sent,
    body: multipart(form),
  }))
  const before = await count(client, 'case_files')
  await add(`submitting a case, on disk${label}`, requests, { once: true })
  const taken = (await count(client, 'case_files')) - before
  if (taken !== requests.length) console.error(`only ${taken} of ${requests.length} cases were taken in`)
}

/** What a form with files is sent with: session, secret, and the token that its page carries. */
async function formHeaders(path: string, cookie: string) {
  const page = await fetch(`${server.url}${path}`, { headers: { cookie } })
  const token = /_csrf=([^"&]+)"/.exec(await page.text())?.[1]
  if (!token) throw new Error(`${path} carries no token (${page.status})`)
  const secret = page.headers.getSetCookie().map((line) => line.split(';')[0])
  return {
    token,
    sent: { cookie: [cookie, ...secret].join('; '), 'content-type': 'multipart/form-data; boundary=bench' },
  }
}

function multipart(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--bench\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--bench--\r\n`
}

async function add(
  name: string,
  requests: LoadRequest[],
  { goal, once }: { goal?: string | undefined; once?: boolean },
): Promise<void> {
  console.error(`measuring ${name} …`)
  // The first seconds are those of a cold program and database, which nobody meets twice.
  if (!once) await measure({ url: server.url, pid: server.pid, seconds: 2, connections, requests })
  const beside = (await measureBare(Math.max(1, seconds / 4))).perSecond
  const measured = once
    ? await measureOnce({ url: server.url, pid: server.pid, connections, requests })
    : await measure({ url: server.url, pid: server.pid, seconds, connections, requests })
  rows.push({ name, measured, bare: beside, memory: memoryOf(server.pid), ...(goal ? { goal } : {}) })
  if (measured.failed > 0)
    console.error(`${name}: ${measured.failed} of ${measured.total} answers were not what they should be`)
}

/** A report of two hundred pages of seven hundred signs, from one who asks alone. */
async function measureProofreading(): Promise<void> {
  const folder = join(root, 'src/modules/proofreading/corpus')
  const page = readFileSync(join(folder, '30-henan-2012.txt'), 'utf8')
  const content = Buffer.from(page.repeat(Math.ceil((200 * 700) / page.length))).toString('base64')
  const headers = { 'content-type': 'application/json' }
  const request = { path: '/api/v1/proofreading', method: 'POST' as const, headers, body: JSON.stringify({ content }) }
  await add('proofreading 200 pages, one asker', [request], { goal: 'p50 < 2,000 ms', once: true })
}

/** Resident memory in MB; 0 where the system does not tell. */
function memoryOf(pid: number): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
  } catch {
    return 0
  }
}

function print(documents: number): void {
  const processor = cpus()[0]?.model.trim() ?? 'unknown'
  console.log(
    [
      `${cpus().length} × ${processor}, ${Math.round(totalmem() / 1024 ** 3)} GB, ${process.platform}, Node ${process.version};`,
      `${connections} connections, ${seconds} s each; load, program and database share the machine; ${grouped(documents)} documents at the end.`,
      'Share: of what the bare Fastify answered just before. Work: processor time of the program for one answer.',
      '',
      '| what | requests/s | share of bare | goal | work µs | p50 ms | p97.5 ms | p99 ms | memory MB | failed |',
      '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
      ...rows.map(
        ({ name, measured: m, bare, goal = '', memory }) =>
          `| ${name} | ${grouped(Math.round(m.perSecond))} | ${bare ? `${((m.perSecond / bare) * 100).toFixed(1)} %` : ''} | ${goal} | ${grouped(Math.round(m.work))} | ${m.p50.toFixed(1)} | ${m.p975.toFixed(1)} | ${m.p99.toFixed(1)} | ${memory || ''} | ${m.failed} |`,
      ),
    ].join('\n'),
  )
}

function grouped(n: number): string {
  return n.toLocaleString('en')
}
