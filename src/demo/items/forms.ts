import type { Files } from '../../platform/files.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import { type Stage, unitOf } from '../stage.ts'
import { blankForm } from './blank-form.ts'
import type { Life } from './lives.ts'

/** Prints the blank forms that worked-out items have of their own, and lets their materials point to them. */
export async function loadBlankForms(
  stage: Stage,
  files: Files,
  placed: readonly { life: Life; id: number }[],
): Promise<void> {
  const nextId = await idsAfter(stage.tx, 'itemFiles')
  const rows: Record<string, unknown>[] = []
  for (const { life, id } of placed)
    for (const key of life.item.worked?.printed ?? []) {
      const last = life.versions.at(-1)?.elements
      const material = last?.materials.find((m) => m.key === key)
      if (!last || !material || life.level === 'handling') continue
      const bytes = await blankForm({
        issuer: unitOf(stage, life.unitCode).name,
        title: material.name,
        form: last.form,
      })
      const { sha256 } = await files.save(stage.tx, bytes, { maxBytes: 1024 * 1024 })
      const file = nextId()
      rows.push({
        id: file,
        itemId: id,
        purpose: 'blankForm',
        name: `${material.name}.docx`,
        sha256,
        createdAt: `${life.filledOn}T10:00:00+08:00`,
      })
      for (const version of life.versions)
        for (const m of version.elements.materials) if (m.key === key) m.blankForm = file
    }
  await insertRows(stage.tx, 'itemFiles', rows)
  await continueIds(stage.tx, 'itemFiles')
}
