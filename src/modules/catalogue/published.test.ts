import { expect, test } from 'vitest'
import { nextVersion, publishedItem } from '../../../tests/support/items.ts'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { findItemOn, getItemVersion } from './published.store.ts'

test('a day has the version that held on it, and a case goes on under the one it began under', async () => {
  const { id, code, versionId } = await publishedItem(db, { effectiveOn: '2018-03-01' })
  const second = await nextVersion(db, id, { consultPhone: '0736-4210000' }, '2018-12-01')
  expect(await findItemOn(db, code, day('2018-02-28'))).toBeUndefined()
  expect((await findItemOn(db, code, day('2018-11-30')))?.id).toBe(versionId)
  expect((await findItemOn(db, code, day('2018-12-01')))?.id).toBe(second)
  expect((await getItemVersion(db, versionId)).elements.consultPhone).toBe('0736-4210693')
})

test('an item that is cancelled cannot be applied for from that day on; its version stays', async () => {
  const { code, versionId } = await publishedItem(db, { cancelledOn: '2018-07-01' })
  expect(await findItemOn(db, code, day('2018-06-30'))).toBeDefined()
  expect(await findItemOn(db, code, day('2018-07-01'))).toBeUndefined()
  expect((await getItemVersion(db, versionId)).cancelledOn).toBe('2018-07-01')
})
