import type { Files } from '../../platform/files.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import { type Stage, unitOf } from '../stage.ts'
import type { Life } from './lives.ts'
import { blankForm, resultSample } from './printed.ts'

/**
 * Prints what worked-out items that stand today have of their own, blank forms and samples of results, and lets their
 * versions point to them.
 */
export async function loadItemFiles(
  stage: Stage,
  files: Files,
  placed: readonly { life: Life; id: number }[],
): Promise<void> {
  const nextId = await idsAfter(stage.tx, 'itemFiles')
  const rows: Record<string, unknown>[] = []
  const keep = async (of: { life: Life; id: number }, purpose: string, name: string, bytes: Buffer) => {
    const { sha256 } = await files.save(stage.tx, bytes, { maxBytes: 1024 * 1024 })
    const createdAt = `${of.life.filledOn}T10:00:00+08:00`
    const row = { id: nextId(), itemId: of.id, purpose, name: `${name}.docx`, sha256, createdAt }
    rows.push(row)
    return row.id
  }
  for (const of of placed) {
    const { worked } = of.life.item
    const last = of.life.versions.at(-1)?.elements
    if (!worked || !last || of.life.cancelledOn) continue
    const issuer = unitOf(stage, of.life.unitCode).name
    for (const { key, name } of last.materials.filter((m) => worked.printed?.includes(m.key))) {
      const file = await keep(of, 'blankForm', name, await blankForm({ issuer, title: name, form: last.form }))
      for (const m of of.life.versions.flatMap((v) => v.elements.materials)) if (m.key === key) m.blankForm = file
    }
    for (const { name, validMonths } of last.results) {
      const file = await keep(of, 'resultSample', `${name}样本`, await resultSample({ issuer, name, validMonths }))
      for (const version of of.life.versions)
        version.elements.results = version.elements.results.map((r) => (r.name === name ? { ...r, sample: file } : r))
    }
  }
  await insertRows(stage.tx, 'itemFiles', rows)
  await continueIds(stage.tx, 'itemFiles')
}
