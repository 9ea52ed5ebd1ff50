import type { Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Attachments,
  ButtonLink,
  DayText,
  FilterForm,
  InstantText,
  MetadataTable,
  type Page,
  Prose,
  Select,
  Stack,
} from '../../../ui/index.ts'
import type { CorrectedContent } from '../corrections.schema.ts'
import type { Document } from '../schema.ts'
import type { Compared } from './comparison.ts'
import { Differences } from './comparison.view.tsx'
import { crumbsOf, list } from './crumbs.ts'

type Version = { version: number; at: Date; actor: string }

export function versionPage({
  document,
  kept,
  content,
  files,
  refusal,
}: {
  document: Document
  kept: Version
  content: Partial<CorrectedContent>
  files: Parameters<typeof Attachments>[0]['files']
  refusal: Refusal | undefined
}): Page {
  const here = `${list}/${document.id}/versions`
  const isOld = kept.version < document.version
  return {
    title: `第 ${kept.version} 版`,
    breadcrumb: crumbsOf(document),
    body: (
      <Stack>
        <p>
          {kept.actor} 于 <InstantText at={kept.at} /> 保存
        </p>
        <Actions
          actions={
            isOld
              ? [{ label: '恢复为最新版本', href: `${here}/${kept.version}/restore`, post: true, refused: refusal }]
              : []
          }
        >
          {isOld && (
            <ButtonLink href={`${here}/compare?from=${kept.version}&to=${document.version}`}>和最新版本比较</ButtonLink>
          )}
        </Actions>
        <MetadataTable
          columns={1}
          rows={[
            { label: '标题', value: content.title },
            { label: '文号', value: content.documentNumber },
            { label: '发文机关', value: content.issuingBody },
            { label: '成文日期', value: content.writtenOn && <DayText day={content.writtenOn} /> },
            { label: '内容概述', value: content.abstract },
          ]}
        />
        {content.body && <Prose html={content.body} paper />}
        <Attachments files={files} />
      </Stack>
    ),
  }
}

export function comparePage({
  document,
  versions,
  from,
  to,
  compared,
}: {
  document: Document
  versions: readonly Version[]
  from: Version
  to: Version
  compared: Compared
}): Page {
  const here = `${list}/${document.id}/versions`
  const options = versions.map((v) => ({ value: String(v.version), label: `第 ${v.version} 版（${v.actor}）` }))
  return {
    title: '比较两个版本',
    breadcrumb: crumbsOf(document),
    body: (
      <Stack>
        <FilterForm action={`${here}/compare`} label="比较">
          <Select name="from" label="旧版" options={options} value={String(from.version)} empty={false} />
          <Select name="to" label="新版" options={options} value={String(to.version)} empty={false} />
        </FilterForm>
        <p>
          第 {from.version} 版：{from.actor} 于 <InstantText at={from.at} /> 保存；第 {to.version} 版：{to.actor} 于{' '}
          <InstantText at={to.at} /> 保存
        </p>
        <Differences compared={compared} />
      </Stack>
    ),
  }
}
