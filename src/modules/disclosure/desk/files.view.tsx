import type { Problem, Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  bytes,
  type Crumb,
  FileField,
  Form,
  Notice,
  type Page,
  Stack,
  Table,
} from '../../../ui/index.ts'

type FilesView = {
  breadcrumb: readonly Crumb[]
  files: readonly { name: string; href: string; mediaType: string; size: number; remove: string }[]
  /** Where new files are sent. */
  action: string
  /** Where to go when done. */
  back: string
  refusal: Refusal | undefined
  problems: readonly Problem[]
  limits: { uploadBytes: number; uploadsPerDocument: number }
}

/** The files of a draft or of a correction: what is there, and room for more. */
export function filesPage({ breadcrumb, files, action, back, refusal, problems, limits }: FilesView): Page {
  return {
    title: '附件',
    breadcrumb,
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack>
        <Table
          caption="现有附件"
          columns={[
            { head: '名称', cell: (f) => <a href={f.href}>{f.name}</a>, wide: true },
            { head: '类型', cell: (f) => f.mediaType, nowrap: true },
            { head: '大小', cell: (f) => bytes(f.size), numeric: true },
            {
              head: '移除',
              cell: (f) =>
                !refusal && (
                  <Form action={f.remove} inline>
                    <Button kind="quiet">移除</Button>
                  </Form>
                ),
            },
          ]}
          rows={files}
          rowKey={(f) => f.remove}
        />
        {refusal ? (
          <Notice title="现在不能增减附件">
            <p>{refusal.message}</p>
          </Notice>
        ) : (
          <Form upload action={action}>
            <FileField
              name="files"
              label="添加附件"
              multiple
              maxBytes={limits.uploadBytes}
              problems={problems}
              hint={`一份信息最多 ${limits.uploadsPerDocument} 个，每个不超过 ${bytes(limits.uploadBytes)}；类型按文件内容识别`}
            />
            <Actions>
              <Button>上传</Button>
            </Actions>
          </Form>
        )}
        <Actions>
          <ButtonLink href={back}>完成，返回</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
