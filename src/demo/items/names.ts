import type { NameField } from './data.ts'

export type Named = { type: string; law: string; name: string; main?: string }

/** How the words of a field make a name, by type of item. */
const joined: Record<string, (of: string, doing: string) => string> = {
  '01': (of, doing) => `${of}（${doing}）`,
  '02': (of, doing) => `对${of}${doing}的处罚`,
  '03': (of, doing) => `${doing}${of}`,
  '06': (of, doing) => `对${of}的${doing}检查`,
  '07': (of, doing) => `${of}${doing}`,
}
const alone: Record<string, (of: string) => string> = { '06': (of) => `对${of}的检查` }

/** Types whose items hang below the one that their field names. */
const inParts = new Set(['01'])

/** Every name that the fields of a unit can make, in their order. */
export function namesOf(fields: readonly NameField[]): Named[] {
  return fields.flatMap(({ type, law, of, do: doing }) =>
    of.split(' ').flatMap((word): Named[] => {
      if (doing === undefined) return [{ type, law, name: alone[type]?.(word) ?? word }]
      return doing.split(' ').map((d) => ({
        type,
        law,
        name: joined[type]?.(word, d) ?? `${word}${d}`,
        ...(inParts.has(type) ? { main: word } : {}),
      }))
    }),
  )
}
