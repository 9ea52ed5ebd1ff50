import { Forbidden, NotFound } from '../../core/errors.ts'
import type { Asked } from '../../core/paging.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { getUnit, reachUnit } from '../organisations/index.ts'
import { levelOf } from './blank.ts'
import { compareElements, type ElementChange } from './compare.ts'
import { findDelegation } from './delegation.service.ts'
import { type Deviation, deviationsOf, listDeviations, listUnadopted } from './deviations.ts'
import { listFiles } from './files.service.ts'
import { checkElements, type Finding, mayPublish } from './rules.ts'
import type { VersionState } from './schema.ts'
import { findingsOf } from './step.ts'
import * as store from './store.ts'

/** All that the desk shows of an item. */
export type ItemFile = {
  item: store.Item
  draft: store.Version | undefined
  /** Published and replaced versions, newest first. */
  published: store.Version[]
  /** What is to be put right in the draft, or else in what was published last. */
  findings: Finding[]
  /** Where that departs from the superior's entry. */
  deviations: Deviation[]
  parts: store.Item[]
  files: Awaited<ReturnType<typeof listFiles>>
  delegation: Awaited<ReturnType<typeof findDelegation>>
  may: { fill: boolean; publish: boolean }
}

/** An item with its versions, if the actor may see it. Throws NotFound, Forbidden. */
export async function readItem(ctx: Ctx, id: number): Promise<ItemFile> {
  const item = await store.getItem(ctx.db, id)
  const may = (permission: string) => holds(ctx.actor, permission, item.unitPath)
  if (!may('catalogue.view')) throw new Forbidden(`“${item.unitName}”的事项不在您的管理范围内`)
  const [versions, parts, files, delegation, basic] = await Promise.all([
    store.listVersions(ctx.db, id),
    store.listParts(ctx.db, id),
    listFiles(ctx.db, id),
    findDelegation(ctx.db, id),
    item.basicCode === null ? undefined : store.getBasic(ctx.db, item.basicCode),
  ])
  const draft = versions.find((v) => v.state === 'draft')
  const published = versions.filter((v) => v.state !== 'draft')
  const latest = draft ?? published[0]
  const own = latest && { itemType: item.itemType, elements: latest.elements }
  return {
    ...{ item, draft, published, parts, files, delegation },
    findings: latest ? await findingsOf(ctx.db, item, latest.elements) : [],
    deviations: basic && own && item.level !== 'handling' ? deviationsOf(basic, own) : [],
    may: { fill: may('catalogue.fill'), publish: may('catalogue.publish') },
  }
}

/** What differs between two versions of an item. Throws NotFound, Forbidden. */
export async function compareVersions(ctx: Ctx, id: number, from: number, to: number): Promise<ElementChange[]> {
  const { draft, published } = await readItem(ctx, id)
  const find = (version: number) => {
    const found = [draft, ...published].find((v) => v?.version === version)
    if (!found) throw new NotFound(`这个事项的第 ${version} 版`)
    return found.elements
  }
  return compareElements(find(from), find(to))
}

/** One item in the report of a unit. */
export type FillLine = {
  id: number
  code: string
  name: string
  level: store.Item['level']
  /** State of the version that was looked at; undefined: nothing is filled in. */
  state: VersionState | undefined
  version: number | undefined
  findings: Finding[]
  filled: boolean
}

/**
 * What is still to be put right in each item of a unit: in its draft, or else in what was published last.
 * @throws NotFound, Forbidden
 */
export async function fillReport(ctx: Ctx, unitCode: string): Promise<FillLine[]> {
  await reachUnit(ctx, unitCode, 'catalogue.view')
  const [rows, units, files] = await Promise.all([
    store.listOfUnit(ctx.db, unitCode),
    store.openUnitCodes(ctx.db),
    filesOfUnit(ctx, unitCode),
  ])
  return rows.map(({ id, code, name, level, elements, itemType, version, state }) => {
    const findings = elements ? checkElements(elements, { itemType, units, files: files.get(id) ?? new Set() }) : []
    const filled = elements !== null && mayPublish(findings)
    return { id, code, name, level, state: state ?? undefined, version: version ?? undefined, findings, filled }
  })
}

async function filesOfUnit(ctx: Ctx, unitCode: string): Promise<ReadonlyMap<number, Set<number>>> {
  const rows = await ctx.db
    .selectFrom('itemFiles as f')
    .innerJoin('serviceItems as i', 'i.id', 'f.itemId')
    .select(['f.id', 'f.itemId'])
    .where('i.unitCode', '=', unitCode)
    .execute()
  return new Map([...Map.groupBy(rows, (r) => r.itemId)].map(([item, of]) => [item, new Set(of.map((f) => f.id))]))
}

/** The path of a unit whose items the actor may hold against the superior's catalogue. Throws NotFound, Forbidden. */
async function checkedPath(ctx: Ctx, unitCode: string): Promise<string> {
  const unit = await getUnit(ctx.db, unitCode)
  if (!holds(ctx.actor, 'catalogue.keepBasic', unit.path)) throw new Forbidden(`“${unit.name}”不在您的管理范围内`)
  return unit.path
}

/** Items of a unit and those below that depart from the superior's catalogue. Throws NotFound, Forbidden. */
export const deviationsBelow = async (ctx: Ctx, unitCode: string, asked: Asked) =>
  listDeviations(ctx.db, await checkedPath(ctx, unitCode), asked)

/** Entries of the level of the government at the root that nobody has adopted. */
export const unadoptedHere = async (ctx: Ctx, asked: Asked) =>
  listUnadopted(ctx.db, levelOf(await getUnit(ctx.db, ctx.settings.site.rootUnit)), ctx.today, asked)
