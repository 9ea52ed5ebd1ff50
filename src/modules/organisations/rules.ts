import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { checkCreditCode } from '../../core/identifiers.ts'
import type { Unit, UnitForm, UnitKind } from './schema.ts'

/** Kinds of unit that may hang below a kind. */
export const childKinds: Record<UnitKind, readonly UnitKind[]> = {
  government: ['office', 'department', 'institution', 'subdistrict', 'town'],
  office: ['institution'],
  department: ['institution'],
  institution: [],
  subdistrict: ['institution', 'community', 'village'],
  town: ['institution', 'community', 'village'],
  community: [],
  village: [],
}

/** What is wrong with a unit's form beyond its shape. */
export function problemsInUnit(form: UnitForm): Problem[] {
  const problems: Problem[] = []
  if (form.creditCode) {
    const wrong = checkCreditCode(form.creditCode)
    if (wrong) problems.push({ field: 'creditCode', message: wrong })
  }
  if (form.email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(form.email))
    problems.push({ field: 'email', message: '请填写完整的邮箱地址，如 office@example.gov.cn' })
  return problems
}

/** Why a unit of this kind may not be set up below another; undefined if it may. */
export function refuseChild(parent: Unit, kind: UnitKind): Refusal | undefined {
  if (childKinds[parent.kind].includes(kind)) return undefined
  return {
    code: 'organisations.kindNotBelow',
    message: `“${parent.name}”之下不能设这一类单位`,
    next: '请选择正确的上级单位',
  }
}

/** Why a unit may not be closed; undefined if it may. */
export function refuseClosing(unit: Unit, hasChildren: boolean): Refusal | undefined {
  if (unit.parentCode === null) return { code: 'organisations.rootStays', message: '本级人民政府不能撤销' }
  if (hasChildren)
    return { code: 'organisations.hasChildren', message: `“${unit.name}”还有下级单位`, next: '请先撤销或划转下级单位' }
  return undefined
}

/** Why a post may not be taken on a day while another holds it; undefined if it may. Posts have dates and do not overlap. */
export function refuseHolding(
  holder: { name: string; startedOn: Day } | undefined,
  title: string,
): Refusal | undefined {
  if (!holder) return undefined
  return { code: 'organisations.postHeld', message: `“${title}”现由${holder.name}担任`, next: '请先登记前任离任的日期' }
}

/** Problem of a day that lies ahead where only the past can be told; undefined if it is fine. */
export function notInFuture(field: string, value: Day, today: Day): Problem | undefined {
  return value > today ? { field, message: '日期不能晚于今天' } : undefined
}
