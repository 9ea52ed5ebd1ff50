import { type Finding, placeIn } from './findings.ts'
import { fromChinese } from './quantities.ts'
import type { Paragraph } from './text.ts'

/** 12 个“一件事”：A、B、…: how many there are, and then each by its name, down to the full stop. */
const list =
  /(?<many>\d{1,2}|[三四五六七八九十]{1,3})(?:个|项|类|种|家|所)["“]?[\u4e00-\u9fff]{1,10}["”]?(?::|,(?:分别为|分别是|即|包括))(?<names>[^,;:。!?()\d]+)[。;]/g

/** Where a list says how many it names, it names as many. A last name may be joined by 和. */
export function enumerationsIn(paragraphs: readonly Paragraph[]): Finding[] {
  return paragraphs.flatMap((paragraph) =>
    [...paragraph.plain.matchAll(list)].flatMap((match): Finding[] => {
      const { many = '', names = '' } = match.groups ?? {}
      const stated = /\d/.test(many) ? Number(many) : fromChinese(many)
      // A title may have such signs within itself.
      const named = names.replace(/["“《][^"”》]*["”》]/g, '题').split('、')
      const joined = (named.at(-1)?.match(/和|及|与/g) ?? []).length
      if (stated === undefined || stated < 3 || named.length < 3 || /等/.test(names)) return []
      if (named.some((name) => name.length > 16) || (stated >= named.length && stated <= named.length + joined))
        return []
      const at = match.index
      return [
        {
          kind: 'sum',
          severity: 'warning',
          text: `这里说有 ${stated} 个，列出的是 ${named.length} 个。请核对是不是漏列或者多列了；没有列全的，请加“等”。`,
          places: [placeIn(paragraph, at, at + match[0].length)],
          stated: String(stated),
          computed: String(named.length),
        },
      ]
    }),
  )
}
