import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  bytes,
  EmptyState,
  FileField,
  Form,
  InstantText,
  Notice,
  type Page,
  Section,
  Select,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { filePurposeLabels } from '../labels.ts'
import type { Item } from '../store.ts'
import { at, inItem } from './crumbs.ts'

type View = {
  item: Item
  files: readonly { id: number; purpose: string; name: string; createdAt: Date; inUse: boolean }[]
  /** Where a file can be used; undefined while nothing is being filled in. */
  targets: readonly { value: string; label: string }[] | undefined
  chosen: string
  problems: readonly Problem[]
  limits: { uploadBytes: number }
}

export function filesPage({ item, files, targets, chosen, problems, limits }: View): Page {
  const here = `${at.item(item.id)}/files`
  return {
    title: '空白表格和样本',
    breadcrumb: inItem(item),
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack gap="large">
        <Section title="上传">
          {targets === undefined ? (
            <Notice title="没有正在填报的草稿，请先填报新版本" />
          ) : targets.length === 0 ? (
            <Notice title="还没有材料和结果，请先填好它们的名称并保存">
              <p>
                <a href={at.section(item.id, 'materials')}>去填材料</a>
              </p>
            </Notice>
          ) : (
            <Form upload action={here}>
              <Select name="target" label="用在哪里" options={targets} value={chosen} problems={problems} required />
              <FileField
                {...{ name: 'files', label: '文件', problems, required: true, maxBytes: limits.uploadBytes }}
                accept=".pdf,.doc,.docx,.xls,.xlsx,.jpg,.jpeg,.png"
                hint={`PDF、Word、Excel 或者图片，不超过 ${bytes(limits.uploadBytes)}；原来用的会换成这一个`}
              />
              <Actions>
                <Button>上传</Button>
              </Actions>
            </Form>
          )}
        </Section>
        <Table
          caption="已有的文件"
          columns={[
            { head: '名称', cell: (f) => <a href={`${here}/${f.id}`}>{f.name}</a>, wide: true },
            {
              head: '用途',
              cell: (f) => (filePurposeLabels as Readonly<Record<string, string>>)[f.purpose] ?? f.purpose,
              nowrap: true,
            },
            { head: '上传', cell: (f) => <InstantText at={f.createdAt} />, nowrap: true },
            {
              head: '移除',
              cell: (f) =>
                f.inUse ? (
                  '正在使用'
                ) : (
                  <Form action={`${here}/${f.id}/remove`} inline>
                    <Button kind="quiet">移除</Button>
                  </Form>
                ),
            },
          ]}
          rows={files}
          rowKey={(f) => f.id}
          empty={<EmptyState title="还没有文件">上传以后，办事的人可以在办事指南里下载。</EmptyState>}
        />
        <Actions>
          <ButtonLink href={at.section(item.id, 'materials')}>回到材料</ButtonLink>
          <ButtonLink href={at.section(item.id, 'charges')}>回到收费和结果</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
