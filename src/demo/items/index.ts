import { sql } from 'kysely'
import { day } from '../../core/day.ts'
import { type ItemElements, keepDepartures, publicColumns } from '../../modules/catalogue/index.ts'
import type { Files } from '../../platform/files.ts'
import type { TimedAct } from '../documents.ts'
import { type Random, randomOf } from '../random.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import { officeTime, type Stage, unitOf } from '../stage.ts'
import { chooseItems } from './choose.ts'
import { type Coded, Codes } from './codes.ts'
import { type ItemData, readItemData } from './data.ts'
import { loadItemFiles } from './files.ts'
import { streamliningRows } from './hall.ts'
import { type Life, makeLives } from './lives.ts'
import { leaveWork } from './today.ts'

type Placed = { life: Life; id: number; coded: Coded }

/** The catalogue of 2018 and what became of it. @returns what was published and cancelled, as acts */
export async function loadItems(stage: Stage, files: Files): Promise<TimedAct[]> {
  const { tx } = stage
  const data = readItemData()
  const random = randomOf('items')
  const lives = makeLives(stage, data, chooseItems(data, random), random)
  const [nextItem, nextVersion] = [await idsAfter(tx, 'serviceItems'), await idsAfter(tx, 'itemVersions')]
  const codes = new Codes()
  const placed = lives.map(
    (life): Placed => ({ life, id: nextItem(), coded: codes.code(life, unitOf(stage, life.unitCode)) }),
  )
  await insertRows(tx, 'basicItems', basicRows(placed))
  await insertRows(tx, 'serviceItems', itemRows(stage, placed))
  await loadItemFiles(stage, files, placed)
  await insertRows(
    tx,
    'itemVersions',
    placed.flatMap((p) => versionRows(stage, p, nextVersion)),
  )
  await sql`update service_items i set version_id = v.id from item_versions v
    where v.item_id = i.id and not exists (select from item_versions w where w.item_id = i.id and w.version > v.version)`.execute(
    tx,
  )
  await insertRows(tx, 'delegations', delegationRows(placed))
  await insertRows(tx, 'cancelledCertificates', certificateRows(data))
  await insertRows(tx, 'streamlinings', streamliningRows(lives, data.plan))
  await continueIds(tx, 'serviceItems', 'itemVersions')
  if (stage.today > '2020-01-01') await leaveWork(stage)
  await keepDepartures(tx, 'all')
  return placed.flatMap((p) => actsOfLife(stage, p, random))
}

/** Each entry once, the main ones first, with the standard that holds today and all units keep. */
function basicRows(placed: readonly Placed[]): Record<string, unknown>[] {
  const entries = new Map<string, Record<string, unknown>>()
  const since = new Map<string, string>()
  for (const { life, coded } of placed) {
    const latest = life.versions.at(-1)
    if (life.level === 'handling' || !latest || latest.on < (since.get(coded.basic) ?? '')) continue
    const { legalBasis, exerciseLevel, statutoryLimit, serviceTargets } = latest.elements
    since.set(coded.basic, latest.on)
    entries.set(coded.basic, {
      ...{ code: coded.basic, scheme: coded.scheme, name: life.name, itemType: life.item.type },
      parentCode: life.parent ? `${coded.basic.slice(0, -3)}000` : null,
      standard: { legalBasis, exerciseLevels: [exerciseLevel], statutoryLimit, serviceTargets },
      ...{ issuedBy: '湖南省政务服务事项目录清单', effectiveOn: '2017-12-01', cancelledOn: null },
    })
  }
  return [...entries.values()].sort((a, b) => Number(a.parentCode !== null) - Number(b.parentCode !== null))
}

/** What a cancelled item, which no list shows, has beside its name. */
const unread = { initial: '', topics: [], targets: [], search: null }

function itemRows(stage: Stage, placed: readonly Placed[]): Record<string, unknown>[] {
  const idOf = new Map(placed.map((p) => [p.life, p.id]))
  return placed.map(({ life, id, coded }, position) => {
    const elements = life.versions.at(-1)?.elements as ItemElements
    return {
      ...{ id, regionCode: stage.site.regionCode, unitCode: life.unitCode, basicCode: coded.basic },
      ...{ parentId: life.parent ? idOf.get(life.parent) : null, level: life.level, code: coded.code },
      ...{ scheme: coded.scheme, itemType: life.item.type, hasParts: life.hasParts },
      ...(life.cancelledOn ? { ...unread, name: life.name } : publicColumns(elements)),
      ...{ position, changedIn: life.versions.length + 1, adoptedOn: life.adoptedOn },
      ...{ cancelledOn: life.cancelledOn, cancelReason: life.cancelReason },
    }
  })
}

function versionRows(stage: Stage, { life, id }: Placed, nextId: () => number): Record<string, unknown>[] {
  const unit = unitOf(stage, life.unitCode)
  return life.versions.map((version, i) => ({
    ...{ id: nextId(), itemId: id, version: i + 1, elements: version.elements, note: version.note },
    state: version.endedOn ? 'replaced' : 'published',
    ...{ filledOn: i === 0 ? life.filledOn : version.on, publishedOn: version.on, effectiveOn: version.on },
    endedOn: version.endedOn,
    ...{ editedBy: `${unit.shortName}填报人`, reviewedBy: `${unit.shortName}审核人` },
  }))
}

/** The first of what was handed down, in August 2018. */
const handedDownOn = day('2018-08-27')

/** How an item was handed down; undefined if it was not. */
function handedDown({ item, level, adoptedOn }: Life) {
  if (level === 'handling' || !item.delegated) return undefined
  const { acceptedAt, decidedAt, materials, days, assigned = false } = item.delegated
  return {
    ...{ acceptedAt, decidedAt, authority: '津市市第一批下放镇（街道）、村（社区）受办服务事项目录' },
    accountScope: '职能部门、各镇（街道）、各村（社区）分级开通账号',
    ...{ materialsBefore: materials[0], materialsAfter: materials[1], daysBefore: days[0], daysAfter: days[1] },
    assigned,
    delegatedOn: adoptedOn < handedDownOn ? handedDownOn : adoptedOn,
  }
}

const delegationRows = (placed: readonly Placed[]): Record<string, unknown>[] =>
  placed.flatMap(({ life, id }) => {
    const told = handedDown(life)
    return told ? [{ ...told, itemId: id, endedOn: life.cancelledOn }] : []
  })

function certificateRows({ certificates }: ItemData): Record<string, unknown>[] {
  return certificates.flatMap(({ unit, name, replacedBy, usedFor }, i) =>
    usedFor.map((use) => ({
      ...{ unitCode: unit, name, usedFor: use, replacedBy, note: '' },
      basis: '《国务院办公厅关于做好证明事项清理工作的通知》（国办发〔2018〕47号）',
      cancelledOn: i % 2 === 0 ? '2018-08-31' : '2018-11-30',
    })),
  )
}

function actsOfLife(stage: Stage, { life, coded }: Placed, random: Random): TimedAct[] {
  const { shortName } = unitOf(stage, life.unitCode)
  const about = { subject: `item:${coded.code}`, unitCode: life.unitCode }
  const published = life.versions.map((v, i) => ({
    ...{ ...about, act: 'catalogue.published', at: officeTime(v.on, random), actor: `${shortName}审核人` },
    data: { version: i + 1, effectiveOn: v.on },
  }))
  const told = handedDown(life)
  const delegated = told
    ? [
        {
          ...about,
          act: 'catalogue.delegated',
          at: officeTime(told.delegatedOn, random),
          actor: '政务中心管理员',
          data: told,
        },
      ]
    : []
  if (!life.cancelledOn) return [...published, ...delegated]
  const data = { on: life.cancelledOn, reason: life.cancelReason }
  const at = officeTime(life.cancelledOn, random)
  const cancelled = { ...about, act: 'catalogue.cancelled', at, actor: `${shortName}审核人`, data }
  return [...published, ...delegated, cancelled]
}
