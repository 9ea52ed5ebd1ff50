import type { Readable } from 'node:stream'
import type { Ctx } from '../../platform/context.ts'
import { sheetStream } from '../../platform/sheet.ts'
import { showInstant } from '../../ui/index.ts'
import { attributeLabels, channelLabels, kindLabels, stateLabels, validityLabels } from './labels.ts'
import type { Channel, Document } from './schema.ts'
import { fields, heads } from './sheet-fields.ts'
import { listForExport, type WorkWish } from './worklist.store.ts'

type Exported = Document & { unitName: string; channels: Channel[] }

/**
 * Documents as a table, in the columns that an import reads. It leaves row by row, so its first byte is there at once.
 * All that the wish names is in it, however many: nothing is cut.
 */
export function exportDocuments(ctx: Ctx, wish: WorkWish, format: 'csv' | 'xlsx'): Readable {
  async function* rows() {
    let after = 0
    for (;;) {
      const part = await listForExport(ctx.db, wish, after, 500)
      for (const document of part) yield fields.map((f) => told(document, f.name))
      const last = part.at(-1)
      if (!last || part.length < 500) return
      after = last.id
    }
  }
  return sheetStream(format, heads, rows(), '政府信息')
}

function told(d: Exported, name: (typeof fields)[number]['name']): string {
  switch (name) {
    case 'unitCode':
      return d.unitName
    case 'columnCode':
      return d.columnCode
    case 'kind':
      return kindLabels[d.kind]
    case 'attribute':
      return attributeLabels[d.attribute]
    case 'validity':
      return validityLabels[d.validity]
    case 'state':
      return stateLabels[d.state]
    case 'fullText':
      return d.fullText ? '是' : '否'
    case 'publishedAt':
      return d.publishedAt ? showInstant(d.publishedAt) : ''
    case 'channels':
      return d.publishedAt ? d.channels.map((c) => channelLabels[c]).join('、') : ''
    default: {
      const value = d[name]
      return value === null || value === undefined ? '' : String(value)
    }
  }
}
