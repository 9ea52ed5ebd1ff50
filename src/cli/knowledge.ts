import { exportArticles, exportArticlesJson, importArticles } from '../modules/knowledge/index.ts'
import { exportCommand, importCommand } from './table-files.ts'

/** `import` and `export` for the articles of the knowledge base. */
export const knowledgeCommands = [
  importCommand({
    name: 'knowledge',
    summary: 'Imports articles of the knowledge base as drafts from an .xlsx, .csv or .json',
    read: importArticles,
  }),
  exportCommand({
    name: 'knowledge',
    summary: 'Writes the articles that readers read to an .xlsx, .csv or .json that import can read',
    write: (ctx, format) => exportArticles(ctx, { paths: ['/'], group: 'reading', today: ctx.today }, format),
    json: (ctx) => exportArticlesJson(ctx, { paths: ['/'], group: 'reading', today: ctx.today }),
  }),
]
