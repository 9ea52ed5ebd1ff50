import type { Refusal } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Hidden,
  NotNow,
  type Page,
  PaperView,
  Section,
  Stack,
} from '../../../ui/index.ts'
import { needsApproval } from '../rules.ts'
import type { ReplyForm } from '../schema.ts'
import type { RequestRecord } from '../service.ts'
import { placeOf } from './actions.ts'
import { hrefOf, inRequest } from './crumbs.ts'

export type Paper = Parameters<typeof PaperView>[0]['paper']

type View = {
  record: RequestRecord
  draft: ReplyForm | undefined
  /** The letters as they would go out now. */
  papers?: readonly Paper[]
  /** Why it cannot go out as things stand. */
  hindrance?: Refusal
  /** What was answered to pressing the button. */
  refusal?: Refusal
}

/** The reply as it will reach the applicant, before it is sent out or to the head. */
export function previewPage({ record, draft, papers = [], hindrance, refusal }: View): Page {
  const { request, life } = record
  const release = life.files.filter((f) => f.purpose === 'release')
  const standing = record.moves.find((m) => m.name === 'issueReply')?.refusal
  const back = (
    <ButtonLink href={hrefOf(request.number)} kind="quiet">
      返回申请
    </ButtonLink>
  )
  return {
    title: '答复书预览',
    breadcrumb: inRequest(request.number),
    body: (
      <Stack>
        {refusal && <NotNow refusal={refusal} />}
        {standing && standing.code !== refusal?.code && <NotNow refusal={standing} />}
        {hindrance && <NotNow refusal={hindrance} />}
        {!draft && !standing && (
          <EmptyState title="还没有拟写答复">先写好答复，在这里看成文的样子，再发出或者送审。</EmptyState>
        )}
        {papers.map((paper) => (
          <PaperView key={paper.title} paper={paper} />
        ))}
        {papers.length > 0 && (
          <Section title="随答复提供的文件">
            {release.length === 0 ? (
              <p>没有。</p>
            ) : (
              <ul>
                {release.map((f) => (
                  <li key={f.id}>
                    <a href={`${hrefOf(request.number)}/files/${f.id}`}>{f.name}</a>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        )}
        {draft && !standing && (
          <Form>
            <Hidden name="version" value={request.version} />
            <Actions>
              {!hindrance && !needsApproval(draft.kind) && (
                <Button formAction={placeOf(request.number, 'issueReply')}>发出答复书</Button>
              )}
              {!hindrance && (
                <Button
                  kind={needsApproval(draft.kind) ? 'primary' : 'plain'}
                  formAction={placeOf(request.number, 'proposeReply')}
                >
                  送负责人审批
                </Button>
              )}
              <ButtonLink href={placeOf(request.number, 'draftReply')}>修改</ButtonLink>
              {back}
            </Actions>
            {needsApproval(draft.kind) && <p>不予公开、部分公开的答复要由负责人批准，批准时文书随即发出。</p>}
          </Form>
        )}
        {(!draft || standing) && (
          <Actions>
            {!standing && (
              <ButtonLink href={placeOf(request.number, 'draftReply')} kind="primary">
                拟写答复
              </ButtonLink>
            )}
            {back}
          </Actions>
        )}
      </Stack>
    ),
  }
}
