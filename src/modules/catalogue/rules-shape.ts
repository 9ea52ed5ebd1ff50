import type { Rule } from './rules.ts'
import type { ItemElements } from './schema.ts'

// What must fit together inside one list, whatever the law says: names that are unique, references that lead somewhere.

const twice = (values: readonly string[]) => [...new Set(values.filter((v, i) => values.indexOf(v) < i))]

const uniqueKeys = (field: 'materials' | 'steps' | 'questions', label: string, e: ItemElements) =>
  twice(e[field].map((x) => x.key)).map((key) => ({ field, message: `${label}里有两个代号“${key}”，请改其中一个` }))

/** Steps of a group, with their places. */
const groupsOf = (e: ItemElements) =>
  Map.groupBy(
    e.steps.map((step, i) => ({ step, i })).filter(({ step }) => step.group !== null),
    ({ step }) => step.group ?? '',
  )

/** Working days that all steps take, those of a group side by side. */
export function daysOfSteps(e: Pick<ItemElements, 'steps'>): number {
  const alone = e.steps.filter((s) => s.group === null).reduce((sum, s) => sum + s.days, 0)
  const groups = Map.groupBy(
    e.steps.filter((s) => s.group !== null),
    (s) => s.group,
  )
  return [...groups.values()].reduce((sum, steps) => sum + Math.max(...steps.map((s) => s.days)), alone)
}

export const shapeRules: readonly Rule[] = [
  {
    code: 'keyTwice',
    severity: 'error',
    find: (e) => [
      ...uniqueKeys('materials', '申请材料', e),
      ...uniqueKeys('steps', '办理环节', e),
      ...uniqueKeys('questions', '情形问题', e),
      ...e.questions.flatMap((q, i) =>
        twice(q.options.map((o) => o.value)).map((v) => ({
          field: `questions.${i}.options`,
          message: `问题“${q.text}”有两个选项的代号是“${v}”，请改其中一个`,
        })),
      ),
    ],
  },
  {
    code: 'conditionLeadsNowhere',
    severity: 'error',
    find: (e) =>
      e.materials.flatMap((m, i) =>
        Object.entries(m.when).flatMap(([key, values]) => {
          const field = `materials.${i}.when`
          const question = e.questions.find((q) => q.key === key)
          if (!question) return [{ field, message: `材料“${m.name}”的情形指向没有的问题“${key}”，请改正` }]
          if (values.length === 0)
            return [{ field, message: `材料“${m.name}”的情形没有写明问题“${question.text}”的哪些回答` }]
          return values
            .filter((v) => !question.options.some((o) => o.value === v))
            .map((v) => ({ field, message: `问题“${question.text}”没有选项“${v}”，请改正材料“${m.name}”的情形` }))
        }),
      ),
  },
  {
    code: 'conditionMissing',
    severity: 'error',
    missing: true,
    find: (e) =>
      e.materials.map(
        (m, i) =>
          m.necessity === 'conditional' &&
          Object.keys(m.when).length === 0 &&
          m.whenNote.trim() === '' && {
            field: `materials.${i}.when`,
            message: `材料“${m.name}”符合条件时必要，请写明是什么情形`,
          },
      ),
  },
  {
    code: 'conditionUncalledFor',
    severity: 'error',
    find: (e) =>
      e.materials.map(
        (m, i) =>
          m.necessity === 'required' &&
          Object.keys(m.when).length > 0 && {
            field: `materials.${i}.necessity`,
            message: `材料“${m.name}”只在某些情形需要，请把必要性改为符合条件时必要`,
          },
      ),
  },
  {
    code: 'questionUnused',
    severity: 'warning',
    find: (e) =>
      e.questions.map(
        (q, i) =>
          !e.materials.some((m) => Object.hasOwn(m.when, q.key)) && {
            field: `questions.${i}`,
            message: `没有材料取决于问题“${q.text}”，可以删去，免得白问`,
          },
      ),
  },
  {
    code: 'toleranceUnsound',
    severity: 'error',
    find: (e) =>
      e.materials.flatMap((m, i) => [
        m.tolerable &&
          m.tolerableDays === null && {
            field: `materials.${i}.tolerableDays`,
            message: `材料“${m.name}”可以容缺，请写明几个工作日内补交`,
          },
        !m.tolerable &&
          m.tolerableDays !== null && {
            field: `materials.${i}.tolerableDays`,
            message: `材料“${m.name}”不可容缺，请删去补交的天数`,
          },
      ]),
  },
  {
    code: 'noCopies',
    severity: 'error',
    missing: true,
    find: (e) =>
      e.materials.map(
        (m, i) =>
          m.source !== 'shared' &&
          m.form === 'paper' &&
          m.originals + m.copies === 0 && {
            field: `materials.${i}.originals`,
            message: `纸质材料“${m.name}”请写明原件或复印件几份`,
          },
      ),
  },
  {
    code: 'fileUnknown',
    severity: 'error',
    find: (e, { files }) => {
      const strange = (id: number | null) => files !== undefined && id !== null && !files.has(id)
      return [
        ...e.materials.map(
          (m, i) =>
            (strange(m.blankForm) || strange(m.sample)) && {
              field: `materials.${i}.blankForm`,
              message: `材料“${m.name}”指向的文件不在这个事项名下，请重新上传`,
            },
        ),
        ...e.results.map(
          (r, i) =>
            strange(r.sample) && {
              field: `results.${i}.sample`,
              message: `“${r.name}”指向的样本不在这个事项名下，请重新上传`,
            },
        ),
      ]
    },
  },
  {
    code: 'unitUnknown',
    severity: 'error',
    find: (e, { units }) =>
      e.steps.map(
        (s, i) =>
          units !== undefined &&
          s.unitCode !== null &&
          !units.has(s.unitCode) && {
            field: `steps.${i}.unitCode`,
            message: `环节“${s.name}”的承办单位“${s.unitCode}”不存在，请从列表中选择`,
          },
      ),
  },
  {
    code: 'groupUnsound',
    severity: 'error',
    find: (e) =>
      [...groupsOf(e)].flatMap(([group, members]) => {
        const [first] = members
        const field = `steps.${first?.i ?? 0}.group`
        const units = members.map(({ step }) => step.unitCode ?? '')
        return [
          members.length < 2 && { field, message: `并行组“${group}”只有一个环节，请再加一个，或者去掉分组` },
          members.some(({ i }, k) => i !== (first?.i ?? 0) + k) && {
            field,
            message: `并行组“${group}”的环节要排在一起`,
          },
          twice(units).length > 0 && { field, message: `并行组“${group}”里同一个单位出现了两次，请合并成一个环节` },
        ]
      }),
  },
  {
    code: 'stepsBeyondPromise',
    severity: 'warning',
    find: (e) => {
      const { unit, days } = e.commitmentLimit
      const allowed =
        unit === 'instant'
          ? 0
          : unit === 'none'
            ? null
            : unit === 'calendarDay' && days !== null
              ? Math.floor((days * 5) / 7)
              : days
      const sum = daysOfSteps(e)
      return [
        allowed !== null &&
          sum > allowed && { field: 'steps', message: `各环节加起来要 ${sum} 个工作日，比承诺办结时限多，请缩短环节` },
      ]
    },
  },
  {
    code: 'formUnsound',
    severity: 'error',
    find: (e) => [
      ...e.form.required
        .filter((name) => !Object.hasOwn(e.form.properties, name))
        .map((name) => ({ field: 'form.required', message: `申请表里没有必填的“${name}”这一栏，请加上或者取消必填` })),
      ...Object.entries(e.form.properties).flatMap(([name, f]) => {
        const field = `form.properties.${name}`
        return [
          (f.format !== undefined || f.enum !== undefined || f.known !== undefined) &&
            f.type !== 'string' && { field, message: `“${f.title}”有格式、选项或者自动填写的，类型要用文字` },
          f.minLength !== undefined &&
            f.maxLength !== undefined &&
            f.minLength > f.maxLength && { field, message: `“${f.title}”的最少字数多于最多字数，请改正` },
          f.minimum !== undefined &&
            f.maximum !== undefined &&
            f.minimum > f.maximum && { field, message: `“${f.title}”的最小值大于最大值，请改正` },
          f.enum !== undefined &&
            twice(f.enum).length > 0 && { field, message: `“${f.title}”有相同的选项，请删去重复的` },
        ]
      }),
    ],
  },
  {
    code: 'onlineWithoutForm',
    severity: 'warning',
    find: (e) => [
      e.online &&
        Object.keys(e.form.properties).length === 0 && {
          field: 'form',
          message: '能网上办理的，除了申请人和材料什么也没有问，请核对是否不用填申请表',
        },
    ],
  },
]
