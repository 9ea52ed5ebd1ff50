import { personName } from '../cases/applicants.ts'
import { randomOf } from '../random.ts'
import type { Account, Stage } from '../stage.ts'

/** Who acts in this part of the year: accounts of the demonstration where there is one, names elsewhere. */
export function castOf(stage: Stage) {
  const random = randomOf('people of the hotline')
  const known = new Map<string, Account>()
  const mine = [
    ['officer', stage.account('bumen', '卜小敏', 'civil')],
    ['head', stage.account('juzhang', '鞠长青', 'civil')],
  ] as const
  for (const [role, account] of mine) known.set(`${role} ${account.unitCode}`, account)
  const person = (role: 'officer' | 'second' | 'head') => (unitCode: string) => {
    const key = `${role} ${unitCode}`
    const account = known.get(key) ?? { id: `demonstration ${key}`, name: personName(random), unitCode }
    known.set(key, account)
    return account
  }
  return {
    operator: stage.account('huawu', '华悟'),
    manager: stage.account('rexian', '任小娴'),
    leader: stage.account('lingdao', '凌道远'),
    officer: person('officer'),
    second: person('second'),
    head: person('head'),
  }
}
export type Cast = ReturnType<typeof castOf>
