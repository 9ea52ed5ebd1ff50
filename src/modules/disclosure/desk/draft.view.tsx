import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Form,
  Hidden,
  Notice,
  type Page,
  Prose,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { Document, PersonalDataFinding } from '../schema.ts'
import { crumbs, crumbsOf, list } from './crumbs.ts'
import type { Detail } from './documents.ts'
import { DraftFields, type DraftView, type Typed } from './draft-fields.tsx'
import { PersonalDataFields } from './findings.tsx'

export function draftPage(view: DraftView): Page {
  return {
    title: '起草信息',
    breadcrumb: crumbs,
    problems: view.problems,
    body: (
      <Form>
        <DraftFields {...view} />
        <Actions>
          <Button>保存草稿</Button>
          <ButtonLink href={list} kind="quiet">
            不保存，返回
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}

/** @param saved - what another person saved meanwhile, shown beside what was typed */
export function editPage({ document, saved, ...view }: DraftView & { document: Document; saved?: Document }): Page {
  return {
    title: '修改信息',
    breadcrumb: crumbsOf(document),
    problems: view.problems,
    body: (
      <Stack>
        {saved && (
          <Notice kind="warning" title="在您修改期间，另一位同事已经保存了这份信息，您的修改还没有保存">
            <p>下面的表单里是您填写的内容，表单之后是同事刚保存的内容。请合并两边的修改，再点“保存”。</p>
          </Notice>
        )}
        <Form>
          <Hidden name="version" value={view.typed.version ?? document.version} />
          <DraftFields {...view} />
          <Actions>
            <Button>保存</Button>
            <ButtonLink href={`${list}/${document.id}/files`}>管理附件</ButtonLink>
            <ButtonLink href={`${list}/${document.id}`} kind="quiet">
              不保存，返回
            </ButtonLink>
          </Actions>
        </Form>
        {saved && (
          <Section title={`同事刚保存的内容（第 ${saved.version} 版）`}>
            <p>
              <strong>{saved.title}</strong>
            </p>
            {saved.abstract !== '' && <p>{saved.abstract}</p>}
            <Prose html={saved.body} paper />
          </Section>
        )}
      </Stack>
    ),
  }
}

export function submitPage({
  document,
  findings,
  typed,
  problems,
}: Detail & { findings: readonly PersonalDataFinding[]; typed: Typed; problems: readonly Problem[] }): Page {
  const missing = problems.filter((p) => p.field !== 'personalDataReason')
  return {
    title: '提交审核',
    breadcrumb: crumbsOf(document),
    problems,
    body: (
      <Stack>
        <p>提交后由另一位同事审核公开属性和保密事项，审核期间不能修改。</p>
        {missing.length > 0 && (
          <Notice kind="warning" title="还有内容没有写全">
            <p>
              <a href={`${list}/${document.id}/edit`}>去修改这份信息</a>
            </p>
          </Notice>
        )}
        <Form>
          <PersonalDataFields findings={findings} typed={typed} problems={problems} />
          <Actions>
            <Button>提交审核</Button>
            <ButtonLink href={`${list}/${document.id}`} kind="quiet">
              返回
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

export function discardPage({ document, moves }: Detail): Page {
  const refusal = moves.find((m) => m.name === 'discard')?.refusal
  return {
    title: '作废草稿',
    breadcrumb: crumbsOf(document),
    body: (
      <Stack>
        <p>作废后不能再修改和发布，记录和经过都会保留。</p>
        <Actions
          actions={[
            {
              label: '作废这份草稿',
              href: `${list}/${document.id}/discard`,
              post: true,
              kind: 'danger',
              ...(refusal ? { refused: refusal } : {}),
            },
          ]}
        >
          <ButtonLink href={`${list}/${document.id}`}>返回</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
