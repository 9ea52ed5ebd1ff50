import { checkCreditCode } from '../../core/identifiers.ts'

/** What of a code is asked about: the entry of the superior's catalogue, the item of a unit, the finest unit of handling. */
export type CodeKind = 'basic' | 'implementation' | 'handling'

/** What of a unit enters the code of its items. */
export type CodedUnit = { creditCode: string | null; regionCode: string; level: string }

type CodeScheme = {
  label: string
  /** What is wrong with a code, told so that it can be put right; undefined if it is sound. */
  check: Partial<Record<CodeKind, (code: string) => string | undefined>>
  /** The code of an item, from that of the entry; undefined when the unit has no credit code. */
  make(basic: string, unit: CodedUnit): string | undefined
  /** Length of the basic code; its last three signs number the sub item. */
  basicLength: number
}

const lengthOf = (code: string, length: number, of: string) =>
  code.length === length ? undefined : `${of}应为 ${length} 位，现在是 ${code.length} 位，请核对`

/**
 * The schemes of item codes. A code stays an opaque string with the name of its scheme; only here is it looked into.
 * Where sources contradict each other the lengths seen most are taken; the parts of a code are unconfirmed.
 * @basis GB/T 39046-2020（10 位、24 位）；C0109.1-2018、GB/T 39554.1-2020（12 位、31 位、33 位）
 */
export const codeSchemes = {
  '2016': {
    label: '2016 年编码（10 位、24 位）',
    basicLength: 10,
    check: {
      basic: basic2016,
      implementation: (code) =>
        lengthOf(code, 24, '实施编码') ??
        basic2016(code.slice(0, 10)) ??
        (/^\d{6}$/.test(code.slice(10, 16))
          ? undefined
          : '实施编码第 11 至 16 位应为行政区划代码的 6 位数字，请核对') ??
        (/^[0-9A-Z]{8}$/.test(code.slice(16)) ? undefined : '实施编码最后 8 位应为单位的组织机构代码，请核对'),
    },
    // The body of the organisation code stands in places 9 to 16 of the credit code (GB 32100).
    make: (basic, { creditCode, regionCode }) =>
      creditCode === null ? undefined : `${basic}${regionCode.slice(0, 6)}${creditCode.slice(8, 16)}`,
  },
  '2018': {
    label: '2018 年编码（12 位、31 位、33 位）',
    basicLength: 12,
    check: {
      basic: basic2018,
      implementation: (code) => lengthOf(code, 31, '实施编码') ?? implementation2018(code),
      handling: (code) =>
        lengthOf(code, 33, '业务办理项编码') ??
        implementation2018(code.slice(0, 31)) ??
        (/^\d\d$/.test(code.slice(31)) ? undefined : '业务办理项编码的最后两位应为数字，请核对'),
    },
    make: (basic, { creditCode, level }) => (creditCode === null ? undefined : `${creditCode}${level}${basic}`),
  },
} as const satisfies Record<string, CodeScheme>

export type SchemeName = keyof typeof codeSchemes
export const isScheme = (name: string): name is SchemeName => Object.hasOwn(codeSchemes, name)

function basic2016(code: string): string | undefined {
  return (
    lengthOf(code, 10, '基本编码') ??
    (/^[A-Z]{2}/.test(code) ? undefined : '基本编码的前两位应为事项类型的大写字母（如行政许可 XK），请核对') ??
    (/^..\d{8}$/.test(code)
      ? undefined
      : '基本编码第 3 至 10 位应为数字：主项 5 位、子项 3 位（没有子项的写 000），请核对')
  )
}

function basic2018(code: string): string | undefined {
  return (
    lengthOf(code, 12, '基本编码') ??
    (/^\d{12}$/.test(code)
      ? undefined
      : '基本编码应全为数字：地区 2 位、类型 2 位、部门 2 位、主项 3 位、子项 3 位，请核对')
  )
}

function implementation2018(code: string): string | undefined {
  const unit = checkCreditCode(code.slice(0, 18))
  if (unit) return `实施编码的前 18 位：${unit}`
  return /^[1-7]$/.test(code[18] ?? '') ? basic2018(code.slice(19, 31)) : '实施编码第 19 位应为行使层级 1 至 7，请核对'
}

/** What is to be put right in a code under its scheme; undefined if it is sound. */
export function checkCode(scheme: string, kind: CodeKind, code: string): string | undefined {
  if (!isScheme(scheme)) return `没有编码规则“${scheme}”，可用：${Object.keys(codeSchemes).join('、')}`
  const check = (codeSchemes[scheme] as CodeScheme).check[kind]
  return check ? check(code) : `${codeSchemes[scheme].label}没有业务办理项编码，请改用 2018 年编码`
}

/**
 * The code that an item of a unit has by its scheme.
 * @returns undefined when the unit has no unified social credit code yet
 */
export const codeOf = (scheme: SchemeName, basic: string, unit: CodedUnit): string | undefined =>
  codeSchemes[scheme].make(basic, unit)

/** The code of the main item that a basic code belongs to: its sub item part is 000. A main item's is its own. */
export const mainCodeOf = (basic: string): string => `${basic.slice(0, -3)}000`
