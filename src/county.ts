import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Day, dayOf, yearOf } from './core/day.ts'
import { Halls, loadHalls } from './modules/hall/index.ts'
import { HotlineData, hasTerms, loadHotline } from './modules/hotline/index.ts'
import { systemActor } from './platform/actor.ts'
import { actsOf } from './platform/acts.ts'
import type { Db } from './platform/database.ts'
import { OperatorError } from './platform/operator-error.ts'
import { root } from './platform/root.ts'
import { indexText } from './platform/search.ts'
import { FigureRemarks, Site } from './platform/settings.ts'

const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{1,38}$' })

const Units = Type.Array(
  Type.Object(
    {
      code: Code,
      parent: Type.Optional(Code),
      kind: Type.String(),
      name: Type.String({ minLength: 1 }),
      shortName: Type.String({ minLength: 1 }),
      regionCode: Type.String({ pattern: '^(\\d{6}|\\d{9}|\\d{12})$' }),
      creditCode: Type.Optional(Type.String()),
      address: Type.Optional(Type.String()),
      phone: Type.Optional(Type.String()),
      email: Type.Optional(Type.String()),
      officeHours: Type.Optional(Type.String()),
      duties: Type.Optional(Type.String()),
      openedOn: DayText,
      closedOn: Type.Optional(DayText),
    },
    { additionalProperties: false },
  ),
  { minItems: 1 },
)

const Columns = Type.Array(
  Type.Object(
    {
      code: Code,
      parent: Type.Optional(Code),
      name: Type.String({ minLength: 1 }),
      description: Type.Optional(Type.String()),
      keywords: Type.Optional(Type.String()),
      type: Type.String(),
      part: Type.Optional(Type.String()),
      statutoryClass: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
      keyField: Type.Optional(Type.Boolean()),
      renewWithinDays: Type.Optional(Type.Integer({ minimum: 1 })),
      intro: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
)

const Registers = Type.Array(
  Type.Object(
    {
      unit: Code,
      name: Type.String({ minLength: 1 }),
      keptFrom: DayText,
      keptUntil: Type.Optional(DayText),
      note: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
)

const Pages = Type.Array(
  Type.Object(
    {
      column: Code,
      file: Type.String({ pattern: '^[a-z0-9-]+\\.html$' }),
      title: Type.String({ minLength: 1 }),
      abstract: Type.String(),
      keywords: Type.String(),
    },
    { additionalProperties: false },
  ),
)

const Regimes = Type.Array(
  Type.Object({
    code: Type.String(),
    title: Type.String(),
    orderNumber: Type.String(),
    validFrom: DayText,
    validUntil: Type.Union([DayText, Type.Null()]),
    limits: Type.Record(Type.String(), Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
    articles: Type.Record(Type.String(), Type.String()),
    unconfirmed: Type.Array(Type.String()),
  }),
)

type Options = {
  /** Folder under `data/`, such as `jinshi`, or the path of one that lies elsewhere. */
  name?: string
  now?: Date
}

/**
 * Installs a county into an empty database: law, site, units, columns, registers, standing texts and halls. A database that has
 * units belongs to its county already and only receives regimes of law it does not know, and the hotline's terms and dispatch
 * catalogue if it has none.
 * @returns whether the county was installed by this call
 * @throws OperatorError naming the file and place that cannot be read
 */
export async function loadCounty(db: Db, { name = 'jinshi', now = new Date() }: Options = {}): Promise<boolean> {
  const folder = resolve(root, 'data', name)
  return db.transaction().execute(async (tx) => {
    await loadRegimes(tx)
    // Two nodes may start on the same empty database: the second waits here and then finds the units.
    await tx.selectFrom('regimes').select('code').orderBy('code').limit(1).forUpdate().execute()
    const hotline = join(folder, 'hotline.json')
    if (await tx.selectFrom('units').select('code').limit(1).executeTakeFirst()) {
      // A database from before the hotline receives its terms and catalogue as well.
      if (existsSync(hotline) && !(await hasTerms(tx))) await loadHotline(tx, await read(hotline, HotlineData))
      return false
    }
    const site = await read(join(folder, 'site.json'), Site)
    const remarks = await read(join(folder, 'figure-remarks.json'), FigureRemarks)
    await tx
      .insertInto('settings')
      .values([
        { key: 'site', value: JSON.stringify(site) },
        { key: 'figureRemarks', value: JSON.stringify(remarks) },
      ])
      .onConflict((c) => c.doNothing())
      .execute()
    await loadUnits(tx, await read(join(folder, 'units.json'), Units))
    await loadColumns(tx, await read(join(folder, 'columns.json'), Columns))
    const registers = await read(join(folder, 'registers.json'), Registers)
    await tx
      .insertInto('registers')
      .values(
        registers.map(({ unit, keptFrom, keptUntil, ...r }) => ({
          ...r,
          unitCode: unit,
          keptFrom: keptFrom as Day,
          keptUntil: (keptUntil as Day) ?? null,
        })),
      )
      .execute()
    await loadPages(tx, folder, site, now)
    await loadHotline(tx, await read(hotline, HotlineData))
    const hall = join(folder, 'hall.json')
    if (existsSync(hall)) await loadHalls(tx, await read(hall, Halls))
    return true
  })
}

async function loadRegimes(tx: Db): Promise<void> {
  const regimes = await read(join(root, 'data', 'law', 'regimes.json'), Regimes)
  await tx
    .insertInto('regimes')
    .values(
      regimes.map((r) => ({
        ...r,
        validFrom: r.validFrom as Day,
        validUntil: r.validUntil as Day | null,
        limits: JSON.stringify(r.limits),
        articles: JSON.stringify(r.articles),
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Paths and places among siblings follow from the order of the file. */
function inTree<T extends { code: string; parent?: string }>(rows: readonly T[], file: string) {
  const paths = new Map<string, string>()
  const siblings = new Map<string, number>()
  return rows.map(({ parent, ...row }) => {
    const above = parent === undefined ? '/' : paths.get(parent)
    if (above === undefined)
      throw new OperatorError(`${file}: ${row.code} comes before its parent ${parent}; put the parent first.`)
    if (paths.has(row.code)) throw new OperatorError(`${file}: the code ${row.code} is used twice.`)
    const path = `${above}${row.code}/`
    paths.set(row.code, path)
    const position = (siblings.get(above) ?? 0) + 1
    siblings.set(above, position)
    return { ...row, parentCode: parent ?? null, path, position }
  })
}

async function loadUnits(tx: Db, units: Static<typeof Units>): Promise<void> {
  const rows = inTree(units, 'units.json').map((u) => ({
    creditCode: null,
    address: '',
    phone: '',
    email: '',
    officeHours: '',
    duties: '',
    ...u,
    openedOn: u.openedOn as Day,
    closedOn: (u.closedOn as Day | undefined) ?? null,
  }))
  await tx.insertInto('units').values(rows).execute()
}

async function loadColumns(tx: Db, columns: Static<typeof Columns>): Promise<void> {
  const rows = inTree(columns, 'columns.json').map((c) => ({
    description: '',
    keywords: '',
    part: null,
    statutoryClass: null,
    keyField: false,
    renewWithinDays: null,
    intro: '',
    ...c,
  }))
  await tx.insertInto('columns').values(rows).execute()
}

/** Standing texts go out on the website like any other document, with index number, channel and act. */
async function loadPages(tx: Db, folder: string, site: Static<typeof Site>, now: Date): Promise<void> {
  const pages = await read(join(folder, 'pages.json'), Pages)
  if (pages.length === 0) return
  const today = dayOf(now)
  const year = yearOf(today)
  const units = await tx.selectFrom('units').select(['code', 'kind', 'name']).orderBy('position').execute()
  const unit = units.find((u) => u.kind === 'office') ?? units[0]
  const regime = await tx
    .selectFrom('regimes')
    .select('code')
    .where('validFrom', '<=', today)
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!unit || !regime) return
  const author = systemActor('安装')
  const bodies = await Promise.all(pages.map((page) => readFile(join(folder, 'pages', page.file), 'utf8')))
  const published = await tx
    .insertInto('documents')
    .values(
      pages.map((page, i) => {
        const body = (bodies[i] ?? '').trim()
        const indexNumber = `${site.regionCode}/${unit.code}-${year}-${String(i + 1).padStart(5, '0')}`
        const text = body.replace(/<[^>]+>/g, ' ')
        return {
          regionCode: site.regionCode,
          unitCode: unit.code,
          columnCode: page.column,
          kind: 'page',
          state: 'published',
          indexNumber,
          title: page.title,
          issuingBody: unit.name,
          subjectCategory: '综合政务',
          keywords: page.keywords,
          source: unit.name,
          abstract: page.abstract,
          body,
          writtenOn: today,
          validity: 'none',
          regime: regime.code,
          draftedBy: author.name,
          publishedAt: now,
          publishedBy: author.name,
          search: indexText({
            title: page.title,
            number: indexNumber,
            keywords: page.keywords,
            abstract: page.abstract,
            body: text,
          }),
          createdAt: now,
          changedAt: now,
        }
      }),
    )
    .returning(['id', 'unitCode'])
    .execute()
  await tx
    .insertInto('documentChannels')
    .values(published.map((p) => ({ documentId: p.id, channel: 'website', publishedAt: now })))
    .execute()
  await tx.insertInto('indexSerials').values({ unitCode: unit.code, year, last: published.length }).execute()
  await actsOf(author, now, site.regionCode).writeMany(
    tx,
    published.map((p) => ({
      act: 'disclosure.published',
      subject: `document:${p.id}`,
      unitCode: p.unitCode,
      data: { channels: ['website'] },
    })),
  )
}

async function read<T extends TSchema>(file: string, shape: T): Promise<Static<T>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new OperatorError(`${file} cannot be read: a county needs it, see data/jinshi.`)
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new OperatorError(`${file} is not JSON: ${(error as Error).message}`)
  }
  if (Value.Check(shape, value)) return value
  const first = Value.Errors(shape, value)[0]
  throw new OperatorError(`${file}${first?.instancePath ?? ''}: ${first?.message ?? 'has the wrong shape'}`)
}
