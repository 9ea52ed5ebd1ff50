import type { Problem } from '../../../core/errors.ts'
import { Actions, Button, ButtonLink, Checkboxes, EmptyState, Form, type Page, Stack } from '../../../ui/index.ts'
import { stateLabels } from '../labels.ts'
import type { WorkLine } from '../service.ts'
import { inList, list } from './crumbs.ts'

/** What may be archived: closed, and everything that was sent has arrived. */
export function archivingPage({ lines, problems }: { lines: readonly WorkLine[]; problems: readonly Problem[] }): Page {
  return {
    title: '成批归档',
    breadcrumb: inList,
    problems,
    body: (
      <Stack>
        {lines.length === 0 ? (
          <EmptyState
            title="没有可以归档的申请"
            actions={<ButtonLink href={`${list}?group=closed`}>看还没有归档的</ButtonLink>}
          >
            已办结、而且给申请人的文书都登记了送达的，会列在这里。
          </EmptyState>
        ) : (
          <Form>
            <Checkboxes
              name="numbers"
              label={`已办结、文书都已送达的 ${lines.length} 件`}
              hint="每次最多 200 件。归档以后不能再增减文件，还可以补充答复。"
              problems={problems}
              value={lines.map((l) => l.number)}
              options={lines.map((l) => ({
                value: l.number,
                label: `${l.number} ${l.subject}`,
                hint: `${stateLabels[l.state]}，${l.closedOn} 办结，${l.unitName}`,
              }))}
            />
            <Actions>
              <Button>归档勾选的</Button>
              <ButtonLink href={`${list}?group=closed`} kind="quiet">
                先不归档
              </ButtonLink>
            </Actions>
          </Form>
        )}
      </Stack>
    ),
  }
}
