/**
 * A person's name as strangers may see it: the first character, 李* or 李**; organisations act in public and keep theirs.
 * @param holder - kind of applicant or account; anything but `naturalPerson` is an organisation
 * @basis 《个人信息保护法》第六条、第五十一条
 */
export function maskName(name: string, holder = 'naturalPerson'): string {
  if (holder !== 'naturalPerson') return name
  const [first = '', ...rest] = name.trim()
  return first + '*'.repeat(Math.min(rest.length, 2) || 1)
}

/** `4307**********1234`: the division and the last four; anything too short for that is hidden altogether. */
export function maskIdNumber(number: string): string {
  return keepEnds(number.trim(), 4, 4)
}

/** `138****5678`; a landline or anything else keeps its last two characters at most. */
export function maskPhone(phone: string): string {
  const plain = phone.trim()
  return /^1\d{10}$/.test(plain) ? keepEnds(plain, 3, 4) : keepEnds(plain, 0, 2)
}

/** A mail address keeps its first letter and its domain, `z***@qq.com`; any other contact is masked as a phone. */
export function maskContact(contact: string): string {
  const [, first, domain] = /^\s*([^@\s])[^@\s]*@([^@\s]+)\s*$/.exec(contact) ?? []
  return domain ? `${first}***@${domain}` : maskPhone(contact)
}

function keepEnds(text: string, start: number, end: number): string {
  if (text.length < (start + end) * 1.5) return '*'.repeat(text.length)
  return text.slice(0, start) + '*'.repeat(text.length - start - end) + text.slice(text.length - end)
}
