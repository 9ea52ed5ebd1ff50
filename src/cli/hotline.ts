import { importOrders } from '../modules/hotline/index.ts'
import { importCommand } from './table-files.ts'

/** `import` for the list of orders that the superior's mailbox and hotline assigned. */
export const hotlineCommands = [
  importCommand({
    name: 'orders',
    summary: 'Registers work orders that the superior assigned, from an .xlsx or .csv; known numbers stay as they are',
    read: importOrders,
  }),
]
