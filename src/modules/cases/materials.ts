import { addWorkingDays, type Calendar } from '../../core/calendar.ts'
import type { Day } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'
import { type ItemVersion, type Material, materialsFor, unanswered } from '../catalogue/index.ts'
import type { Channel, GivenMaterial, MaterialWay, Trust } from './schema.ts'

/** A file of an application, by the material it stands for. */
export type MaterialFile = { key: string; name: string; sha256: string }

/** A material that the same person gave before and that may be used again. */
export type Reusable = { id: number; name: string; sha256: string; fileName: string; trust: 'A' | 'B'; addedOn: Day }

/** A material as it is kept with a case. */
export type KeptMaterial = {
  materialKey: string
  name: string
  way: MaterialWay
  sha256: string | null
  fileName: string
  trust: Trust | null
  copies: number
  toleratedUntil: Day | null
  reusedFrom: number | null
}

type Wanted = Pick<ItemVersion['elements'], 'materials' | 'questions'>
type Gathering = {
  channel: Channel
  calendar: Calendar
  /** Day from which what is tolerated is to be brought. */
  on: Day
  files: readonly MaterialFile[]
  reusable: readonly Reusable[]
}

/**
 * The materials of an application as they are kept, and what is missing or wrong, at `materials.<key>`. What the government
 * already holds is not asked for; a tolerable one may come later.
 * @basis 《优化营商环境条例》第三十五条；国务院令第716号第六条；《行政许可法》第三十一条
 */
export function gatherMaterials(
  wanted: Wanted,
  choices: Readonly<Record<string, string>>,
  given: readonly GivenMaterial[],
  world: Gathering,
): { kept: KeptMaterial[]; problems: Problem[] } {
  const problems: Problem[] = unanswered(wanted.questions, choices).map(({ key, text }) => ({
    field: `choices.${key}`,
    message: `请选择：${text}`,
  }))
  const { needed, perhaps, optional } = materialsFor(wanted, choices)
  const kept: KeptMaterial[] = []
  for (const material of [...needed, ...perhaps, ...optional]) {
    const offered = offerOf(material, given, world)
    const fault = offered
      ? faultOf(material, offered, world)
      : needed.includes(material)
        ? missing(material)
        : undefined
    if (fault) problems.push({ field: `materials.${material.key}`, message: fault })
    else if (offered) kept.push(...keep(material, offered, world))
  }
  return { kept, problems }
}

/** How a material is given: as was said, by a file that came for it, or not at all; what is shared comes by itself. */
function offerOf(material: Material, given: readonly GivenMaterial[], { files }: Gathering): GivenMaterial | undefined {
  const said = given.find((g) => g.key === material.key)
  const uploaded = files.some((f) => f.key === material.key)
  if (said && !(said.way === 'upload' && !uploaded && material.source === 'shared')) return said
  if (uploaded) return { key: material.key, way: 'upload' }
  return material.source === 'shared' ? { key: material.key, way: 'shared' } : undefined
}

const missing = ({ name, tolerable, tolerableDays }: Material): string =>
  tolerable ? `请提供“${name}”，也可以选择在 ${tolerableDays ?? 0} 个工作日内补交` : `请提供“${name}”`

function faultOf(material: Material, { way, from }: GivenMaterial, world: Gathering): string | undefined {
  const { key, name } = material
  switch (way) {
    case 'upload':
      return world.files.some((f) => f.key === key) ? undefined : `“${name}”的文件没有收到，请重新上传`
    case 'paper':
      return world.channel === 'online' ? `“${name}”在网上申请时请上传照片或者扫描件` : undefined
    case 'shared':
      return material.source === 'shared' ? undefined : `“${name}”不在政府共享的材料里，请提供`
    case 'later':
      return material.tolerable ? undefined : `“${name}”是必须先交的材料，不能稍后补交`
    case 'reused':
      return world.reusable.some((r) => r.id === from && r.name === name)
        ? undefined
        : `以前提交的“${name}”不能再用，请重新提供`
  }
}

function keep(material: Material, { way, copies, from }: GivenMaterial, world: Gathering): KeptMaterial[] {
  const one: KeptMaterial = {
    materialKey: material.key,
    name: material.name,
    way,
    sha256: null,
    fileName: '',
    trust: trustOf(material, way, world.channel),
    copies: copies ?? material.originals + material.copies,
    toleratedUntil: null,
    reusedFrom: null,
  }
  if (way === 'later')
    return [{ ...one, toleratedUntil: addWorkingDays(world.calendar, world.on, material.tolerableDays ?? 1) }]
  if (way === 'upload')
    return world.files
      .filter((f) => f.key === material.key)
      .map(({ name, sha256 }) => ({ ...one, copies: 1, sha256, fileName: name }))
  if (way !== 'reused') return [one]
  const earlier = world.reusable.find((r) => r.id === from)
  return earlier
    ? [{ ...one, sha256: earlier.sha256, fileName: earlier.fileName, trust: earlier.trust, reusedFrom: earlier.id }]
    : []
}

/**
 * How far a material can be relied on. What a clerk takes in was compared with its original.
 * @basis 国办函〔2016〕108号：电子材料可信等级 A 至 D
 */
export function trustOf({ source }: Pick<Material, 'source'>, way: MaterialWay, channel: Channel): Trust | null {
  if (way === 'later') return null
  if (way === 'shared') return 'A'
  if (source === 'applicant') return 'D'
  return channel === 'online' || channel === 'post' ? 'C' : 'B'
}
