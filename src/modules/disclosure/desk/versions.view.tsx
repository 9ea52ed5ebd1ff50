import type { Day } from '../../../core/day.ts'
import { Actions, DayText, InstantText, MetadataTable, type Page, Prose, Stack } from '../../../ui/index.ts'
import type { Document } from '../schema.ts'
import type { DocumentVersion } from '../store.ts'
import { crumbsOf, list } from './crumbs.ts'
import type { Detail } from './documents.ts'

export function versionPage({
  document,
  kept,
  moves,
}: {
  document: Document
  kept: DocumentVersion
  moves: Detail['moves']
}): Page {
  const content = kept.content as { title?: string; abstract?: string; body?: string; writtenOn?: Day }
  const refusal = moves.find((m) => m.name === 'save')?.refusal
  return {
    title: `第 ${kept.version} 版`,
    breadcrumb: crumbsOf(document),
    body: (
      <Stack>
        <p>
          {kept.actor} 于 <InstantText at={kept.at} /> 保存
        </p>
        <Actions
          actions={[
            {
              label: '恢复为最新版本',
              href: `${list}/${document.id}/versions/${kept.version}/restore`,
              post: true,
              ...(refusal ? { refused: refusal } : {}),
            },
          ]}
        />
        <MetadataTable
          columns={1}
          rows={[
            { label: '标题', value: content.title },
            { label: '成文日期', value: content.writtenOn && <DayText day={content.writtenOn} /> },
            { label: '内容概述', value: content.abstract },
          ]}
        />
        {content.body && <Prose html={content.body} paper />}
      </Stack>
    ),
  }
}
