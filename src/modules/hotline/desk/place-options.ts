import type { Place } from '../dispatch.ts'

const towns: readonly string[] = ['town', 'subdistrict']
const villages: readonly string[] = ['village', 'community']

/** Towns and subdistricts, each with its villages and communities under its name. */
export function placeOptions(units: readonly Place[]): { value: string; label: string; group?: string }[] {
  return units
    .filter((u) => towns.includes(u.kind))
    .flatMap((town) => [
      { value: town.code, label: town.name, group: town.shortName },
      ...units
        .filter((u) => villages.includes(u.kind) && u.parentCode === town.code)
        .map((u) => ({ value: u.code, label: u.name, group: town.shortName })),
    ])
}
