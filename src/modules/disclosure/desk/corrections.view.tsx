import type { Problem } from '../../../core/errors.ts'
import {
  type Action,
  Actions,
  Attachments,
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Hidden,
  InstantText,
  MetadataTable,
  Notice,
  NotNow,
  type Page,
  Section,
  Stack,
  Table,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { CorrectionMoveName } from '../corrections.rules.ts'
import type { OpenCorrection } from '../corrections.store.ts'
import type { Document } from '../schema.ts'
import { Differences } from './comparison.view.tsx'
import type { CorrectionDetail } from './corrections.ts'
import { crumbsOf, desk, list } from './crumbs.ts'
import { CorrectionFields, type Typed } from './draft-fields.tsx'
import { ConfirmFindings, FindingsNotice, PersonalDataFields } from './findings.tsx'
import { StateTag } from './state-tag.tsx'

const addressOf = (id: number) => `${list}/${id}/correction`

export function correctionsPage({ rows }: { rows: readonly OpenCorrection[] }): Page {
  return {
    title: '更正',
    breadcrumb: desk,
    wide: true,
    body: (
      <Stack>
        <p>更正已发布的信息，要经过起草、审核、发布三个人；旧内容留存备查，公开页面注明更正的日期和内容。</p>
        <Table
          caption="办理中的更正"
          columns={[
            { head: '信息', cell: (r) => <a href={addressOf(r.documentId)}>{r.title}</a>, wide: true, names: true },
            { head: '状态', cell: (r) => <StateTag state={r.state} />, nowrap: true },
            { head: '更正说明', cell: (r) => r.note, wide: true },
            { head: '单位', cell: (r) => r.unitName, nowrap: true },
            { head: '最近办理', cell: (r) => <InstantText at={r.changedAt} />, nowrap: true },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={(r) => r.documentId}
          empty={
            <EmptyState title="没有办理中的更正">
              要更正一份信息，请打开“政府信息”里“已发布”的这一份，点“更正”。
            </EmptyState>
          }
        />
      </Stack>
    ),
  }
}

/** @param saves - how often the correction has been saved, 0 when this begins one */
export function correctionEditPage(view: {
  document: Document
  saves: number
  typed: Typed
  problems: readonly Problem[]
  today: Document['writtenOn']
}): Page {
  const { document, saves } = view
  return {
    title: '更正已发布的信息',
    breadcrumb: crumbsOf(document),
    problems: view.problems,
    body: (
      <Stack>
        <Notice title="保存后公开页面不会马上变">
          <p>更正稿要经另一位同事审核，再由发布人发布。索引号、发布日期和统计都不变，旧内容留存备查。</p>
          <p>内容已经不该公开的，请用“撤回”；有新文件替代的，请起草新文件。</p>
        </Notice>
        <Form>
          <Hidden name="saves" value={saves} />
          <CorrectionFields {...view} />
          <Actions>
            <Button>保存更正稿</Button>
            <ButtonLink href={saves > 0 ? addressOf(document.id) : `${list}/${document.id}`} kind="quiet">
              不保存，返回
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/** The open correction of a document: what it changes, and what may be done with it now. */
export function correctionPage(view: CorrectionDetail): Page {
  const { document, correction, compared, files, problems } = view
  return {
    title: '更正',
    breadcrumb: crumbsOf(document),
    problems,
    body: (
      <Stack gap="large">
        <Stack>
          <p>
            <StateTag state={correction.state} /> {document.title}（第 {document.version} 版）
          </p>
          {correction.state === 'returned' && (
            <Notice kind="warning" title="审核人退回了更正稿">
              <p>{correction.reviewNote}</p>
            </Notice>
          )}
          {correction.state === 'inReview' && <FindingsNotice findings={correction.personalData} />}
          <Actions actions={actionsOf(view)} />
        </Stack>
        <MetadataTable
          columns={1}
          rows={[
            { label: '更正说明', value: correction.note },
            { label: '保密审查意见', value: correction.secrecyNote },
            { label: '审核意见', value: correction.state === 'approved' ? correction.reviewNote : undefined },
          ]}
        />
        <Differences compared={compared} />
        {files.length > 0 && <Attachments title="更正后的附件" files={files} />}
        <Steps {...view} />
      </Stack>
    ),
  }
}

/** Moves made at once or on a page of their own; those that need a word are forms further down. */
function actionsOf({ document, correction, refusals }: CorrectionDetail): Action[] {
  const at = addressOf(document.id)
  const editing = correction.state === 'draft' || correction.state === 'returned'
  const action = (name: CorrectionMoveName, label: string, path: string, rest: Partial<Action>): Action => ({
    label,
    href: `${at}/${path}`,
    refused: refusals[name],
    ...rest,
  })
  return [
    ...(editing
      ? [
          action('save', '修改更正稿', 'edit', {}),
          action('save', '管理附件', 'files', {}),
          action('discard', '放弃更正', 'discard', { post: true, kind: 'danger' }),
        ]
      : []),
    ...(correction.state === 'inReview' ? [action('recall', '撤回送审', 'recall', { post: true })] : []),
  ]
}

function Steps(view: CorrectionDetail) {
  const { document, correction, refusals, problems, typed, findings } = view
  const at = addressOf(document.id)
  const editing = correction.state === 'draft' || correction.state === 'returned'
  return (
    <>
      {editing &&
        (refusals.submit ? (
          <NotNow refusal={refusals.submit} />
        ) : (
          <Section title="提交审核">
            <Form action={`${at}/submit`}>
              <PersonalDataFields findings={findings} typed={typed} problems={problems} />
              <Actions>
                <Button>提交更正审核</Button>
              </Actions>
            </Form>
          </Section>
        ))}
      {correction.state === 'inReview' &&
        (refusals.approve ? (
          <NotNow refusal={refusals.approve} />
        ) : (
          <Section title="审核更正">
            <Form action={`${at}/approve`}>
              <TextField
                name="secrecyNote"
                label="保密审查意见"
                hint="如“不涉及国家秘密、商业秘密和个人隐私，可以公开”。（《政府信息公开条例》第十七条）"
                value={typed.secrecyNote}
                problems={problems}
                required
              />
              <TextArea name="note" label="审核意见" value={typed.note} problems={problems} rows={3} />
              <Actions>
                <Button>审核通过，交发布人</Button>
              </Actions>
            </Form>
          </Section>
        ))}
      {correction.state === 'approved' &&
        (refusals.publish ? (
          <NotNow refusal={refusals.publish} />
        ) : (
          <Section title="发布更正">
            <p>发布后公开页面马上换成新内容，并注明更正说明和日期；旧内容留存备查。</p>
            <Form action={`${at}/publish`}>
              <ConfirmFindings findings={correction.personalData} typed={typed} problems={problems} />
              <Actions>
                <Button>发布更正</Button>
              </Actions>
            </Form>
          </Section>
        ))}
      {(correction.state === 'inReview' || correction.state === 'approved') && !refusals.return && (
        <Section title="退回修改">
          <Form action={`${at}/return`}>
            <TextArea
              name="note"
              id="field-return-note"
              label="退回意见"
              hint="写明要改什么"
              value=""
              problems={problems.filter((p) => p.field === 'return-note').map((p) => ({ ...p, field: 'note' }))}
              rows={3}
              required
            />
            <Actions>
              <Button kind="plain">退回给起草人</Button>
            </Actions>
          </Form>
        </Section>
      )}
    </>
  )
}
