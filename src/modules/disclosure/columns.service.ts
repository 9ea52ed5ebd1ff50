import { day } from '../../core/day.ts'
import { Forbidden, Invalid, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import * as store from './columns.store.ts'
import type { CloseColumnForm, ColumnForm, NewColumnForm } from './schema.ts'

/** Columns belong to the whole site, so only a right that reaches its root may change them. */
function mustManage(ctx: Ctx): void {
  if (!holds(ctx.actor, 'disclosure.manageColumns')) throw new Forbidden()
}

function fields(form: ColumnForm) {
  const { name, description, keywords, type, intro, position } = form
  return {
    ...{ name, description, keywords, type, intro, position },
    statutoryClass: form.statutoryClass ? Number(form.statutoryClass) : null,
    keyField: form.keyField === 'yes',
    renewWithinDays: form.renewWithinDays ? Number(form.renewWithinDays) : null,
  }
}

async function note(ctx: Ctx, tx: Db, act: string, code: string, data: object): Promise<void> {
  await ctx.acts.write(tx, { act: `disclosure.${act}`, subject: `column:${code}`, data: { ...data } })
  await publicChanged(tx)
}

/** Opens a column below another or at the top. */
export async function openColumn(ctx: Ctx, form: NewColumnForm): Promise<void> {
  mustManage(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const [known, parent] = [
      await store.findColumn(tx, form.code),
      form.parentCode ? await store.findColumn(tx, form.parentCode) : undefined,
    ]
    if (known) throw new Invalid([{ field: 'code', message: `代码“${form.code}”已有栏目使用，请换一个` }])
    if (form.parentCode && (!parent || parent.closedOn))
      throw new Invalid([{ field: 'parentCode', message: '请从列表中选择仍在使用的上级栏目' }])
    await store.insertColumn(tx, {
      code: form.code,
      parentCode: parent?.code ?? null,
      path: `${parent?.path ?? '/'}${form.code}/`,
      ...fields(form),
    })
    await note(ctx, tx, 'columnOpened', form.code, form)
  })
}

/** Renames a column or changes what it is for. Its address stays. */
export async function describeColumn(ctx: Ctx, code: string, form: ColumnForm): Promise<void> {
  mustManage(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const before = await store.getColumn(tx, code)
    await store.updateColumn(tx, code, fields(form))
    await note(ctx, tx, 'columnDescribed', code, { ...form, nameBefore: before.name })
  })
}

/** Hangs a column, with all below it, under another one. Fixed parts of the disclosure platform stay where they are. */
export async function moveColumn(ctx: Ctx, code: string, parentCode: string): Promise<void> {
  mustManage(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const column = await store.getColumn(tx, code)
    if (column.part)
      throw new Refused({
        code: 'disclosure.fixedPart',
        message: `“${column.name}”是信息公开平台的固定栏目，不能移动`,
        basis: '国办公开办函〔2019〕61号',
      })
    const parent = parentCode === '' ? undefined : await store.getColumn(tx, parentCode)
    if (parent?.path.startsWith(column.path))
      throw new Invalid([{ field: 'parentCode', message: '不能移到自己或自己的下级栏目' }])
    if (parent?.closedOn) throw new Invalid([{ field: 'parentCode', message: `“${parent.name}”已经关闭` }])
    const path = `${parent?.path ?? '/'}${code}/`
    if (path === column.path) return
    await store.updateColumn(tx, code, { parentCode: parent?.code ?? null })
    await store.rebase(tx, column.path, path)
    await note(ctx, tx, 'columnMoved', code, { from: column.path, to: path })
  })
}

/**
 * Closes a column. One that still holds documents is closed only when they are moved to another; nothing is lost with it.
 * @basis 国办公开办函〔2019〕61号:固定栏目不得关闭
 */
export async function closeColumn(ctx: Ctx, code: string, form: CloseColumnForm): Promise<void> {
  mustManage(ctx)
  await ctx.db.transaction().execute(async (tx) => {
    const column = await store.getColumn(tx, code)
    if (column.part)
      throw new Refused({
        code: 'disclosure.fixedPart',
        message: `“${column.name}”是信息公开平台的固定栏目，不能关闭`,
        basis: '国办公开办函〔2019〕61号',
      })
    if (column.closedOn) throw new Refused({ code: 'disclosure.columnClosed', message: `“${column.name}”已经关闭` })
    if (await store.hasOpenBelow(tx, code))
      throw new Refused({
        code: 'disclosure.columnHasChildren',
        message: `“${column.name}”还有下级栏目`,
        next: '请先关闭或移走下级栏目',
      })
    const current = await store.countCurrent(tx, code)
    if (current > 0 && form.moveTo === '')
      throw new Invalid([
        { field: 'moveTo', message: `“${column.name}”还有 ${current} 条信息，请选择把它们移到哪个栏目` },
      ])
    let moved = 0
    if (form.moveTo !== '') {
      const target = await store.findColumn(tx, form.moveTo)
      if (!target || target.closedOn || target.code === code)
        throw new Invalid([{ field: 'moveTo', message: '请从列表中选择另一个仍在使用的栏目' }])
      moved = await store.moveDocuments(tx, code, target.code)
    }
    await store.updateColumn(tx, code, { closedOn: day(form.closedOn) })
    await note(ctx, tx, 'columnClosed', code, { ...form, moved })
  })
}
