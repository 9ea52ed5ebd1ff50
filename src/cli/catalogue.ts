import {
  exportBasic,
  exportBasicJson,
  exportItems,
  exportItemsJson,
  importBasic,
  importItems,
} from '../modules/catalogue/index.ts'
import { exportCommand, importCommand } from './table-files.ts'

/** `import` and `export` for the superior's catalogue and for the lists of units. */
export const catalogueCommands = [
  importCommand({
    name: 'basic-items',
    summary:
      'Imports entries of the superior catalogue from an .xlsx, .csv or .json; known codes are brought up to date',
    read: importBasic,
  }),
  importCommand({
    name: 'items',
    summary: 'Imports implementation lists as drafts: single values from an .xlsx or .csv, whole ones from a .json',
    read: importItems,
  }),
  exportCommand({
    name: 'basic-items',
    summary: 'Writes the superior catalogue to an .xlsx, .csv or .json that import can read',
    write: exportBasic,
    json: exportBasicJson,
  }),
  exportCommand({
    name: 'items',
    summary: 'Writes implementation lists to an .xlsx or .csv, or whole to a .json, that import can read',
    write: exportItems,
    json: exportItemsJson,
  }),
]
