import { type Claim, isCount, wordsBetween } from './claims.ts'
import { type Finding, placeOf } from './findings.ts'

/** Names of three signs and more: what is shorter may be a verb, such as 收到 or 办结. */
const name = /^[\u4e00-\u9fff"“”（）()]{3,16}$/

/** 教育类 12 件、住建类 9 件、…、教育类 7 件: a list of four and more, cut by one sign, that has the same kind twice. */
export function twiceInList(claims: readonly Claim[]): Finding[] {
  const findings: Finding[] = []
  for (const list of listsOf(claims)) {
    const seen = new Map<string, Claim>()
    for (const claim of list.length >= 4 ? list : []) {
      const kind = claim.before.trim().replace(/^、/, '')
      const before = seen.get(kind)
      if (before && name.test(kind))
        findings.push({
          kind: 'wording',
          severity: 'warning',
          text: `“${kind}”在同一串里列了两次。请核对：有一处可能写错了名称，或者应当合并。`,
          places: [placeOf(claim), placeOf(before)],
          stated: kind,
        })
      seen.set(kind, claim)
    }
  }
  return findings
}

/** Runs of counts of one unit with nothing but a name and the sign 、 between them. */
function listsOf(claims: readonly Claim[]): Claim[][] {
  const lists: Claim[][] = []
  for (const claim of claims.filter(isCount)) {
    const last = lists.at(-1)?.at(-1)
    const goesOn =
      last?.sentence === claim.sentence &&
      last.quantity.unit === claim.quantity.unit &&
      /^、[^,;。:\d]{2,20}$/.test(wordsBetween(last, claim))
    if (goesOn) lists.at(-1)?.push(claim)
    else lists.push([claim])
  }
  return lists
}
