import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { root } from './sources.ts'

/** Row types as src/platform/tables.ts holds them: days as Day, counts and amounts as numbers, as our parsers give them. */
export async function tableTypes(url: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mingtang-types-'))
  const file = join(folder, 'tables.ts')
  const options = [
    ['--url', url],
    ['--dialect', 'postgres'],
    ['--camel-case'],
    ['--default-schema', 'public'],
    ['--exclude-pattern', 'graphile_worker.*'],
    ['--type-mapping', JSON.stringify({ date: 'Day', int8: 'number', numeric: 'number' })],
    ['--out-file', file],
    ['--log-level', 'error'],
  ]
  const program = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js')
  await promisify(execFile)(process.execPath, [program, ...options.flat()])
  const text = await readFile(file, 'utf8')
  await rm(folder, { recursive: true })
  // The generator names mapped types without importing them.
  return text.replace(
    'import type { ColumnType } from "kysely";\n',
    (line) => `${line}import type { Day } from "../core/day.ts";\n`,
  )
}

type Column = {
  table_name: string
  table_comment: string | null
  name: string
  type: string
  required: boolean
  comment: string | null
  target: string | null
}

const columns = `
  select c.relname as table_name, obj_description(c.oid, 'pg_class') as table_comment, a.attname as name,
    format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, col_description(c.oid, a.attnum) as comment,
    (select string_agg(distinct k.confrelid::regclass::text, ', ') from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any(k.conkey)) as target
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped
  order by c.relname, a.attnum`

/** docs/tables.md, written from the database's own comments; `bare` are tables that have none. */
export async function tablesPage(url: string): Promise<{ page: string; bare: string[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Column>(columns).finally(() => client.end())
  const tables = Map.groupBy(rows, (row) => row.table_name)
  const sections = [...tables].map(([name, its]) =>
    [
      `## ${name}`,
      '',
      its[0]?.table_comment ?? '',
      '',
      '| column | type | null | points to | meaning |',
      '|---|---|---|---|---|',
      ...its.map(
        (c) => `| ${c.name} | ${c.type} | ${c.required ? '' : 'yes'} | ${linkTo(c.target)} | ${cell(c.comment)} |`,
      ),
      '',
    ].join('\n'),
  )
  const page = [
    '# Tables',
    '',
    'Every table and column, written out from the comments in the database (`npm run lists`). The same words stand in `\\d+`',
    'of psql and in the migrations under `db/migrations`, which is where they are changed.',
    '',
    ...sections,
  ].join('\n')
  return { page, bare: [...tables].filter(([, its]) => !its[0]?.table_comment).map(([name]) => name) }
}

function linkTo(target: string | null): string {
  return target
    ? target
        .split(', ')
        .map((name) => `[${name}](#${name})`)
        .join(', ')
    : ''
}

function cell(text: string | null): string {
  return (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ')
}
