import type { Files } from '../../platform/files.ts'
import { openWorld } from '../../platform/world.ts'
import { idNumber, type Scene, within } from '../past.ts'
import type { Random } from '../random.ts'
import type { Account, Stage } from '../stage.ts'
import { type Applicant, personName } from './applicants.ts'

export type Own = { applicant: Applicant; accountId: string }

/** Who plays in the cases of the last months: accounts of the demonstration where there is one, names elsewhere. */
export type Cast = {
  scene: Scene
  citizen: Own
  firm: Own
  window: Account
  town: Account
  village: Account
  /** Of the village's agent. */
  agentIdNumber: string
  officerOf: (unit: string) => Account
  headOf: (unit: string) => Account
}

/** The citizen and the firm as their accounts were opened. */
const citizen: Applicant = {
  ...{ kind: 'naturalPerson', name: '张小明', idNumber: '430781199001010014', phone: '13000000001', contactPerson: '' },
  ...{ address: '津市市孟姜女大道 88 号', email: 'zhang.xiaoming@example.cn' },
}
const firm: Applicant = {
  ...{ kind: 'organisation', name: '津市市示范商贸有限公司', idNumber: '91430781MA4L00000Q', phone: '13000000002' },
  ...{ contactPerson: '李晓华', address: '津市市九澧大道 16 号', email: 'office@example.cn' },
}

export async function castOf(stage: Stage, files: Files, random: Random): Promise<Cast> {
  const accounts = await stage.tx
    .selectFrom('accounts')
    .select(['id', 'phoneNumber'])
    .where('isDemonstration', '=', true)
    .where('kind', '<>', 'staff')
    .execute()
  const ofPhone = (phone: string) => accounts.find((a) => a.phoneNumber === phone)?.id ?? phone
  const town = stage.towns.find((t) => t.kind === 'town')?.code ?? stage.site.rootUnit
  const village = [...stage.units.values()].find((u) => u.path.includes(`/${town}/`) && u.code !== town)?.code ?? town
  const officer = stage.account('bumen', '卜小敏', 'civil')
  const head = stage.account('juzhang', '鞠长青', 'civil')
  const known = new Map<string, Account>([
    [`officer ${officer.unitCode}`, officer],
    [`head ${head.unitCode}`, head],
  ])
  const person = (role: string) => (unit: string) => {
    const key = `${role} ${unit}`
    const name = personName(random)
    const account = known.get(key) ?? { id: `demonstration ${key}`, name, unitCode: unit }
    known.set(key, account)
    return account
  }
  return {
    scene: { acts: [], world: await openWorld({ db: within(stage.tx), files }) },
    citizen: { applicant: citizen, accountId: ofPhone(citizen.phone) },
    firm: { applicant: firm, accountId: ofPhone(firm.phone) },
    window: stage.account('chuangkou', '窗小玲', stage.site.hallUnit),
    town: stage.account('xiangzhen', '向珍', town),
    village: stage.account('cunji', '邨小吉', village),
    agentIdNumber: idNumber(random),
    officerOf: person('officer'),
    headOf: person('head'),
  }
}
