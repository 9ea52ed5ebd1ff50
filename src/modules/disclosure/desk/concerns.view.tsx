import type { Day } from '../../../core/day.ts'
import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  Card,
  choicesByLabel,
  DayField,
  DayText,
  Disclosure,
  Form,
  type Page,
  Prose,
  Section,
  Select,
  Stack,
  Table,
  Tag,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type * as store from '../answers.store.ts'
import { responseChannelLabels } from '../labels.ts'
import type { listConcernResponses } from '../portal/answers.store.ts'
import { type Asked, bodyHint, type Rows, type Typed, UnitSelect, unitName } from './answer-fields.tsx'
import { desk } from './crumbs.ts'

export function concernsPage({ rows, ...asked }: Asked & { rows: Rows<typeof store.listAllConcerns> }): Page {
  const { typed, problems, today, units } = asked
  return {
    title: '回应关切',
    breadcrumb: desk,
    problems,
    wide: true,
    body: (
      <Stack gap="large">
        <p>一件公众关切的事，回应几次都只计一次。</p>
        <Table
          caption="公众关切事项"
          columns={[
            { head: '事项', cell: (r) => <a href={`/desk/disclosure/concerns/${r.id}`}>{r.topic}</a>, wide: true },
            { head: '引起关切', cell: (r) => <DayText day={r.raisedOn as Day} />, nowrap: true },
            { head: '单位', cell: (r) => unitName(units, r.unitCode), nowrap: true },
            {
              head: '已回应',
              cell: (r) => (r.responses === 0 ? <Tag tone="warning">还没有回应</Tag> : `${r.responses} 次`),
              nowrap: true,
            },
          ]}
          rows={rows}
          total={rows.length}
          rowKey={(r) => r.id}
        />
        <Disclosure summary="登记一件关切事项" open={problems.length > 0 || rows.length === 0}>
          <Form>
            <UnitSelect {...asked} />
            <TextField name="topic" label="关切事项" value={typed.topic} problems={problems} required />
            <DayField
              name="raisedOn"
              label="引起关切的日期"
              value={typed.raisedOn}
              max={today}
              problems={problems}
              required
            />
            <TextArea name="summary" label="情况" value={typed.summary} problems={problems} />
            <Actions>
              <Button>登记</Button>
            </Actions>
          </Form>
        </Disclosure>
      </Stack>
    ),
  }
}

export function concernPage({
  concern,
  responses,
  typed,
  problems,
  today,
}: {
  concern: Rows<typeof store.getConcern>
  responses: Rows<typeof listConcernResponses>
  typed: Typed
  problems: readonly Problem[]
  today: Day
}): Page {
  return {
    title: concern.topic,
    breadcrumb: [...desk, { label: '回应关切', href: '/desk/disclosure/concerns' }],
    problems,
    body: (
      <Stack gap="large">
        <p>
          <DayText day={concern.raisedOn as Day} style="long" /> 引起关切。{concern.summary}
        </p>
        {responses.map((r) => (
          <Card key={r.id} level={2} title={r.title}>
            <p>
              <DayText day={r.respondedOn as Day} style="long" />,
              {responseChannelLabels[r.channel as keyof typeof responseChannelLabels]}
            </p>
            <Prose html={r.body} />
          </Card>
        ))}
        <Section title="登记一次回应">
          <Form>
            <Select
              name="channel"
              label="回应方式"
              options={choicesByLabel(responseChannelLabels)}
              value={typed.channel}
              problems={problems}
              required
            />
            <DayField
              name="respondedOn"
              label="回应日期"
              value={typed.respondedOn}
              max={today}
              problems={problems}
              required
            />
            <TextField name="title" label="标题" value={typed.title} problems={problems} required />
            <TextArea name="body" label="回应内容" hint={bodyHint} value={typed.body} problems={problems} rows={8} />
            <TextField
              name="document"
              label="已发布的回应文件"
              hint="索引号，没有可不填"
              value={typed.document}
              problems={problems}
              size="medium"
            />
            <Actions>
              <Button>登记回应</Button>
            </Actions>
          </Form>
        </Section>
      </Stack>
    ),
  }
}
