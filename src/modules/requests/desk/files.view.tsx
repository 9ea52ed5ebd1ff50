import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  bytes,
  DayText,
  FileField,
  Form,
  MetadataTable,
  type Page,
  PaperView,
  Radios,
  Stack,
  Table,
} from '../../../ui/index.ts'
import { officePurposes } from '../files.service.ts'
import { filePurposeLabels, letterLabels, routeLabels } from '../labels.ts'
import type { Letter, RequestFile } from '../life.store.ts'
import type { InformationRequest } from '../store.ts'
import { hrefOf, inRequest } from './crumbs.ts'

type FilesView = {
  request: InformationRequest
  files: readonly RequestFile[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  limits: { uploadBytes: number; uploadsPerDocument: number }
}

export function filesPage({ request, files, typed, problems, limits }: FilesView): Page {
  const here = hrefOf(request.number)
  const ours = files.filter((f) => (officePurposes as readonly string[]).includes(f.purpose))
  const removable = (f: RequestFile) =>
    request.state !== 'archived' && (request.closedOn === null || f.purpose === 'internal')
  return {
    title: '本单位的文件',
    breadcrumb: inRequest(request.number),
    problems,
    elements: ['mt-upload'],
    body: (
      <Stack>
        <Table<RequestFile>
          caption="已上传"
          columns={[
            { head: '名称', cell: (f) => <a href={`${here}/files/${f.id}`}>{f.name}</a>, wide: true },
            { head: '用途', cell: (f) => filePurposeLabels[f.purpose], nowrap: true },
            { head: '大小', cell: (f) => bytes(f.size), numeric: true },
            {
              head: '移除',
              cell: (f) =>
                removable(f) && (
                  <Form action={`${here}/files/${f.id}/remove`} inline>
                    <Button kind="quiet">
                      移除<span class="sr-only">：{f.name}</span>
                    </Button>
                  </Form>
                ),
            },
          ]}
          rows={ours}
          rowKey={(f) => f.id}
          empty={<p>还没有上传文件。</p>}
        />
        {request.state !== 'archived' && (
          <Form upload action={`${here}/files`}>
            <Radios
              name="purpose"
              label="用途"
              value={typed.purpose ?? (request.closedOn === null ? 'release' : 'internal')}
              problems={problems}
              required
              options={[
                {
                  value: 'release',
                  label: filePurposeLabels.release,
                  hint: '答复发出时一并提供给申请人。要遮盖的内容请先遮盖好再上传',
                  disabled: request.closedOn !== null,
                },
                { value: 'internal', label: filePurposeLabels.internal, hint: '只有办理单位看得到' },
              ]}
            />
            <FileField
              name="files"
              label="选择文件"
              multiple
              maxBytes={limits.uploadBytes}
              problems={problems}
              hint={`每一类最多 ${limits.uploadsPerDocument} 个，每个不超过 ${bytes(limits.uploadBytes)}`}
            />
            <Actions>
              <Button>上传</Button>
            </Actions>
          </Form>
        )}
        <Actions>
          <ButtonLink href={here}>返回申请</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}

type LetterView = { number: string; letter: Letter; paper: Parameters<typeof PaperView>[0]['paper'] }

/** A letter that went out, as it is. */
export function letterPage({ number, letter: l, paper }: LetterView): Page {
  const here = hrefOf(number)
  return {
    title: letterLabels[l.kind],
    breadcrumb: inRequest(number),
    body: (
      <Stack>
        <MetadataTable
          rows={[
            { label: '发文字号', value: l.number },
            { label: '发给', value: l.audience === 'applicant' ? '申请人' : l.addressee },
            { label: '发出', value: <DayText day={l.issuedOn} /> },
            { label: '经手人', value: l.issuedBy },
            {
              label: '送达',
              value: l.deliveredOn
                ? `${l.deliveredOn}${l.deliveryRoute ? `，${routeLabels[l.deliveryRoute]}` : ''}`
                : '没有送达记录',
            },
          ]}
        />
        <Actions>
          <ButtonLink href={`${here}/letters/${l.id}.docx`} download>
            下载 Word
          </ButtonLink>
          <ButtonLink href={`${here}/letters/${l.id}.pdf`} download>
            下载 PDF
          </ButtonLink>
        </Actions>
        <PaperView paper={paper} />
      </Stack>
    ),
  }
}
