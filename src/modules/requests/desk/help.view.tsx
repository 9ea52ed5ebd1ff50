import { Actions, Button, DatedList, Form, Notice, Section, Stack, Tag } from '../../../ui/index.ts'
import { answers } from '../answers.ts'
import { stateLabels } from '../labels.ts'
import { may, placeOf } from './actions.ts'
import { hrefOf } from './crumbs.ts'
import type { RequestView } from './record.view.tsx'

/** What may help to answer: what is published already, what was asked before, and whether to publish it for all. */
export function Help({ view }: { view: RequestView }) {
  const { request, documents, similar, askers, mayDraft } = view
  const again = similar.filter((s) => s.sameApplicant)
  const answer = placeOf(request.number, 'draftReply')
  return (
    <Stack gap="large">
      {again.length > 0 && (
        <Notice kind="warning" title="同一位申请人提过相近的申请">
          <p>
            {again.map((s) => s.number).join('、')}
            。内容相同、已经答复过的，可以告知不予重复处理（第三十六条第六项）。
          </p>
        </Notice>
      )}
      {askers >= 2 && (
        <Notice title={`已有 ${askers} 位申请人要过相近的信息`}>
          <p>
            多个申请人就相同政府信息向同一行政机关提出申请，且该信息属于可以公开的，可以纳入主动公开的范围（第四十四条）。
          </p>
          {mayDraft && (
            <Form action={`${hrefOf(request.number)}/publish`}>
              <Actions>
                <Button kind="plain">起草成主动公开的信息</Button>
              </Actions>
            </Form>
          )}
        </Notice>
      )}
      {documents.length > 0 && (
        <Section title="已公开、可能就是所要的" note="标题或者内容相近的已发布信息">
          <DatedList
            items={documents.map((d) => ({
              title: d.title,
              href: d.href,
              note: may(view, 'draftReply') && (
                <a href={`${answer}?use=${d.id}`}>
                  用它答复：属于已主动公开<span class="sr-only">，{d.title}</span>
                </a>
              ),
            }))}
          />
        </Section>
      )}
      {similar.length > 0 && (
        <Section title="相近的申请">
          <DatedList
            items={similar.map((s) => ({
              title: `${s.number}：${s.subject}`,
              href: hrefOf(s.number),
              day: s.receivedOn,
              tag: s.sameApplicant ? <Tag tone="warning">同一申请人</Tag> : undefined,
              note: `${stateLabels[s.state]}${s.replyKind ? `，${answers.find((a) => a.kind === s.replyKind)?.label}` : ''}`,
            }))}
          />
        </Section>
      )}
    </Stack>
  )
}
