/**
 * The code lists of annex A: code → what is read.
 * @basis GB/T 39046-2020《政务服务平台基础数据规范》附录 A
 */
export const codeLists = {
  /** A.1. 11 to 19 and 21 onward are left to regions, which use none here. */
  itemType: {
    '01': '行政许可',
    '02': '行政处罚',
    '03': '行政强制',
    '04': '行政征收',
    '05': '行政给付',
    '06': '行政检查',
    '07': '行政确认',
    '08': '行政奖励',
    '09': '行政裁决',
    '10': '其他行政权力',
    '20': '公共服务',
  },
  /** A.2 */
  exerciseLevel: {
    '1': '国家级',
    '2': '省级',
    '3': '市级',
    '4': '县级',
    '5': '乡级',
    '6': '村级',
    '7': '多级共有',
  },
  /** A.3 */
  bodyKind: { '1': '法定机关', '2': '授权组织', '3': '受委托组织', '9': '其他' },
  /** A.4 */
  serviceTarget: {
    '1': '自然人',
    '2': '企业法人',
    '3': '事业法人',
    '4': '社会组织法人',
    '5': '行政机关',
    '6': '其他组织',
  },
  /** A.5 */
  handlingForm: { '1': '窗口办理', '2': '网上办理', '3': '手机办理', '4': '邮寄办理', '9': '其他' },
  /** A.6 */
  caseType: { '1': '即办件', '2': '承诺件', '9': '其他' },
  /** A.7 */
  specialProcedure: { '1': '延长审批', '2': '其他' },
  /** A.8 */
  satisfaction: { '1': '非常满意', '2': '满意', '3': '基本满意', '4': '不满意', '5': '非常不满意' },
  /** How far the scope of handling across regions goes. */
  crossRegionScope: { '1': '全国', '2': '全省', '3': '全市', '4': '全县' },
} as const satisfies Record<string, Readonly<Record<string, string>>>

export type CodeList = keyof typeof codeLists

/** What a code reads as; a code that no list has reads as itself. */
export const codeLabel = (list: CodeList, code: string): string =>
  (codeLists[list] as Readonly<Record<string, string>>)[code] ?? code

export const isCode = (list: CodeList, code: string): boolean => Object.hasOwn(codeLists[list], code)

/**
 * 依申请类: what one applies for. Penalty, coercion, levy and inspection the organ does of itself.
 * @basis GB/T 39046-2020 A.1；行政权力事项按国家数据交换表分组
 */
export const onApplicationTypes: readonly string[] = ['01', '05', '07', '08', '09', '10', '20']
