import type { Action } from '../../../ui/index.ts'
import type { ItemFile } from '../report.service.ts'
import { type Finding, mayPublish } from '../rules.ts'
import { at } from './crumbs.ts'

export type ActionsOf = Pick<ItemFile, 'item' | 'draft' | 'published' | 'may' | 'parts' | 'delegation'> & {
  findings: readonly Finding[]
  today: string
  /** Who looks, as versions name their editor. */
  editor: string
}

const first = (...reasons: (string | false | undefined)[]): Pick<Action, 'refused'> => {
  const message = reasons.find((r) => typeof r === 'string')
  return message ? { refused: { message } } : {}
}

/** What may be done to an item, and what not now, and why. */
export function actionsOf(view: ActionsOf): Action[] {
  const { item, draft, published, may, parts, delegation, today, editor } = view
  const here = at.item(item.id)
  const waiting = published.find((v) => v.effectiveOn !== null && v.effectiveOn > today)
  const gone = item.cancelledOn !== null && `这个事项已登记取消，自 ${item.cancelledOn} 起不再办理`
  const mayFill = !may.fill && '您没有填报这个单位事项的权限'
  const mayReview = !may.publish && '您没有审核发布的权限，由政务中心管理员办'
  const fill: Action = draft
    ? { label: '填报', href: at.section(item.id, 'basic'), kind: 'primary', ...first(gone, mayFill) }
    : { label: '填报新版本', href: `${here}/begin`, post: true, kind: 'primary', ...first(gone, mayFill) }
  const review: Action = {
    ...{ label: '审核发布', href: `${here}/review` },
    ...first(
      gone,
      mayReview,
      !draft && '没有正在填报的草稿',
      waiting && `第 ${waiting.version} 版还没有生效，请等它生效或者先收回`,
      draft?.editedBy === editor && '这一版是您自己填报的，请另一位同事审核发布',
      !mayPublish(view.findings) && '草稿还有没补正的地方',
    ),
  }
  return [
    fill,
    review,
    ...(draft
      ? [{ label: '撤销草稿', href: `${here}/withdraw`, kind: 'quiet' as const, ...first(gone, mayFill) }]
      : []),
    ...(waiting
      ? [
          {
            ...{ label: `收回第 ${waiting.version} 版`, href: `${here}/take-back` },
            ...first(gone, mayReview, draft && '请先撤销正在填报的草稿'),
          },
        ]
      : []),
    delegation
      ? { label: '停止下沉', href: `${here}/delegation/end`, ...first(gone, mayReview) }
      : {
          ...{ label: '登记下沉', href: `${here}/delegation` },
          ...first(gone, mayReview, item.versionId === null && '还没有发布，不能下沉'),
        },
    ...(item.level === 'handling'
      ? []
      : [
          {
            ...{ label: '增加业务办理项', href: `${here}/handling` },
            ...first(
              gone,
              mayFill,
              item.scheme !== '2018' && '2016 年编码没有业务办理项',
              !draft && published.length === 0 && '还没有填报，请先填报实施清单',
            ),
          },
        ]),
    {
      ...{ label: '取消事项', href: `${here}/cancel`, kind: 'danger' as const },
      ...first(
        gone,
        mayReview,
        parts.length > 0 && `下面还有 ${parts.length} 个子项或业务办理项，请先逐个取消`,
        waiting && `第 ${waiting.version} 版还没有生效，请先收回`,
      ),
    },
  ]
}
