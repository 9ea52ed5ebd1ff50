import type { Db } from '../../platform/database.ts'

/** A natural or legal person; the ID number stays sealed. */
export type Person = {
  accountId: string
  kind: 'natural' | 'organisation'
  name: string
  idNumberSealed: Buffer | null
  creditCode: string | null
  contactName: string | null
  registeredAt: Date
}

export async function findPerson(db: Db, accountId: string): Promise<Person | undefined> {
  const query = db
    .selectFrom('persons')
    .select(['accountId', 'kind', 'name', 'idNumberSealed', 'creditCode', 'contactName', 'registeredAt'])
    .where('accountId', '=', accountId)
  return (await query.executeTakeFirst()) as Person | undefined
}

export type NewPerson = {
  accountId: string
  kind: 'natural' | 'organisation'
  name: string
  idNumberSealed?: Buffer
  idNumberDigest?: Buffer
  creditCode?: string
  contactName?: string
}

export async function insertPerson(tx: Db, person: NewPerson): Promise<void> {
  await tx.insertInto('persons').values(person).execute()
}

/** Which of a person's identifiers is registered already: the name of the form field, undefined for none. */
export async function findTaken(
  db: Db,
  wanted: { phone: string; idNumberDigest?: Buffer | undefined; creditCode?: string | undefined },
): Promise<'phone' | 'idNumber' | 'creditCode' | undefined> {
  const has = async (table: 'accounts' | 'persons', column: string, value: string | Buffer) =>
    (await db
      .selectFrom(table)
      .select(column as 'id')
      .where(column as 'id', '=', value as never)
      .limit(1)
      .executeTakeFirst()) !== undefined
  if (await has('accounts', 'phoneNumber', wanted.phone)) return 'phone'
  if (wanted.idNumberDigest && (await has('persons', 'idNumberDigest', wanted.idNumberDigest))) return 'idNumber'
  if (wanted.creditCode && (await has('persons', 'creditCode', wanted.creditCode))) return 'creditCode'
  return undefined
}
