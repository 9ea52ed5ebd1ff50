import type { Day } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { grantDirectly } from './accounts.ts'
import type { Identity } from './identity.ts'
import { hash, naturalPerson, organisation, saveRegistration } from './register.ts'
import { loadRoles } from './roles.ts'
import { findAccountByName, insertAccount, listUnits, type UnitRef } from './store.ts'

/** An account of the demonstration, as printed at start. */
export type DemonstrationAccount = {
  /** What it may do, such as 信息编辑. */
  role: string
  name: string
  /** What to sign in with: a user name, or a mobile number. */
  signInWith: string
  password: string
  /** Where to sign in. */
  page: '/desk/sign-in' | '/sign-in'
}

/** Nobody needs to guess it: it is printed, and a server that others can reach refuses to start with it. */
const password = 'mingtang'

type Place = 'root' | 'town' | 'village' | { unit: string }

/** A department that has items, and the hall; the first department where a county calls them otherwise. */
const [civil, hall] = [{ unit: 'civil' }, { unit: 'services' }]

type Staff = {
  roleCode: string
  role: string
  username: string
  name: string
  /** Where the person works; the role reaches that unit and those below it. */
  place: Place
  /** Where the role reaches instead. */
  reach?: Place
}

const staff: readonly Staff[] = [
  { roleCode: 'editor', role: '信息编辑', username: 'bianji', name: '编小文', place: 'root' },
  { roleCode: 'reviewer', role: '信息审核', username: 'shenhe', name: '沈清和', place: 'root' },
  { roleCode: 'disclosureOfficer', role: '政务公开专员', username: 'gongkai', name: '龚明', place: 'root' },
  { roleCode: 'disclosureHead', role: '政务公开办主任', username: 'zhuren', name: '朱主任', place: 'root' },
  { roleCode: 'departmentOfficer', role: '部门经办人', username: 'bumen', name: '卜小敏', place: civil },
  { roleCode: 'departmentHead', role: '部门负责人', username: 'juzhang', name: '鞠长青', place: civil },
  { roleCode: 'windowClerk', role: '综合窗口人员', username: 'chuangkou', name: '窗小玲', place: hall },
  { roleCode: 'serviceManager', role: '政务中心管理员', username: 'zhengwu', name: '郑武', place: hall, reach: 'root' },
  { roleCode: 'townAgent', role: '乡镇代办员', username: 'xiangzhen', name: '向珍', place: 'town' },
  { roleCode: 'villageAgent', role: '村级代办员', username: 'cunji', name: '邨小吉', place: 'village' },
  { roleCode: 'hallManager', role: '大厅值班长', username: 'dating', name: '戴婷', place: hall },
  { roleCode: 'hotlineOperator', role: '热线话务员', username: 'huawu', name: '华悟', place: 'root' },
  { roleCode: 'hotlineManager', role: '热线负责人', username: 'rexian', name: '任小娴', place: 'root' },
  { roleCode: 'leader', role: '领导', username: 'lingdao', name: '凌道远', place: 'root' },
  { roleCode: 'auditor', role: '审计监督', username: 'shenji', name: '沈计', place: 'root' },
  { roleCode: 'administrator', role: '系统管理员', username: 'guanli', name: '管立', place: 'root' },
]

// Made up, with sound check digits, under telephone numbers nobody holds.
const citizen = { phone: '13000000001', name: '张小明', idNumber: '430781199001010014' }
const firm = {
  phone: '13000000002',
  name: '津市市示范商贸有限公司',
  creditCode: '91430781MA4L00000Q',
  contactName: '李晓华',
}

const list: readonly DemonstrationAccount[] = [
  ...staff.map(({ role, name, username }) => ({
    role,
    name,
    signInWith: username,
    password,
    page: '/desk/sign-in' as const,
  })),
  { role: '个人', name: citizen.name, signInWith: citizen.phone, password, page: '/sign-in' },
  { role: '法人', name: firm.name, signInWith: firm.phone, password, page: '/sign-in' },
]

/**
 * Opens one account for each role, one citizen and one firm, in a database that has the unit tree already.
 * Those that exist are left alone. Gives all of them for printing.
 * @param since - first day of the roles; default today
 */
export async function createDemonstrationAccounts(
  identity: Identity,
  ctx: Ctx,
  since?: Day,
): Promise<readonly DemonstrationAccount[]> {
  await loadRoles(ctx.db)
  const units = await listUnits(ctx.db, [`/${ctx.settings.site.rootUnit}/`])
  const passwordHash = await hash(identity, password)
  const more = { passwordHash, isDemonstration: true }
  await ctx.db.transaction().execute(async (tx) => {
    for (const { roleCode, username, name, place, reach = place } of staff) {
      if (await exists(tx, username)) continue
      const unit = unitAt(units, place)
      const accountId = await insertAccount(tx, { kind: 'staff', name, username, unitCode: unit.code, ...more })
      const { code: unitCode } = unitAt(units, reach)
      await grantDirectly(tx, ctx, { accountId, roleCode, unitCode, ...(since ? { validFrom: since } : {}) })
    }
    if (!(await exists(tx, citizen.phone))) await saveRegistration(tx, ctx, naturalPerson(identity, citizen), more)
    if (!(await exists(tx, firm.phone))) await saveRegistration(tx, ctx, organisation(firm), more)
  })
  identity.forget()
  return list
}

/** The demonstration accounts for printing, without opening any. */
export function demonstrationAccounts(): readonly DemonstrationAccount[] {
  return list
}

async function exists(db: Db, name: string): Promise<boolean> {
  return (await findAccountByName(db, name)) !== undefined
}

/** The unit that is named, or the first department, the first town and the first village in it; the root where the tree has none. */
function unitAt(units: readonly UnitRef[], place: Place): UnitRef {
  const root = units[0]
  if (!root) throw new Error('the unit tree is empty: load the organisations first')
  const town = units.find((u) => u.kind === 'town') ?? units.find((u) => u.kind === 'subdistrict')
  if (typeof place === 'object')
    return units.find((u) => u.code === place.unit) ?? units.find((u) => u.kind === 'department') ?? root
  if (place === 'town') return town ?? root
  if (place === 'village') return units.find((u) => town && u.path.startsWith(town.path) && u !== town) ?? town ?? root
  return root
}
