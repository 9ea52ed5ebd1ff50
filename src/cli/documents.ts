import { exportDocuments, importDocuments } from '../modules/disclosure/index.ts'
import { command } from './command.ts'
import { importCommand, writeTable } from './table-files.ts'

const groups = ['open', 'published', 'withheld', 'ended'] as const

export const importDocumentsCommand = importCommand({
  name: 'documents',
  summary: 'Imports documents from an .xlsx or .csv; one with a time of publication is taken over as published',
  read: importDocuments,
})

export const exportDocumentsCommand = command({
  name: 'export documents',
  summary: 'Writes documents to an .xlsx or .csv that import can read',
  arguments: '<file>',
  options: {
    group: { type: 'string', value: 'GROUP', description: 'which documents; default published', choices: groups },
  },
  run: ({ group }, [file = '']) => {
    const wish = { paths: ['/'], group: groups.find((g) => g === group) ?? 'published' }
    return writeTable(file, (ctx, format) => exportDocuments(ctx, wish, format))
  },
})
