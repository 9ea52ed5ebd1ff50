import { catalogueLedgers } from '../modules/catalogue/index.ts'
import { disclosureLedgers } from '../modules/disclosure/index.ts'
import { hallLedgers } from '../modules/hall/index.ts'
import { exportLines, importLines, isImportable, organisationLedgers } from '../modules/organisations/index.ts'
import { exportCommand, importCommand } from './table-files.ts'

const ledgers = [...catalogueLedgers, ...disclosureLedgers, ...hallLedgers, ...organisationLedgers]

/** `import` and `export` for every ledger that is kept line by line. */
export const ledgerCommands = [
  ...ledgers.filter(isImportable).map((ledger) =>
    importCommand({
      name: ledger.name,
      summary: `Imports lines of the ledger ${ledger.title} from an .xlsx or .csv`,
      read: (ctx, bytes, options) => importLines(ctx, ledger, bytes, options),
    }),
  ),
  ...ledgers.map((ledger) =>
    exportCommand({
      name: ledger.name,
      summary: `Writes the ledger ${ledger.title} to an .xlsx or .csv${isImportable(ledger) ? ' that import can read' : ''}`,
      write: (ctx, format) => exportLines(ctx, ledger, format),
    }),
  ),
]
