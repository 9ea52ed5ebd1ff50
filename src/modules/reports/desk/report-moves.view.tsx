import {
  Actions,
  Button,
  DayField,
  Disclosure,
  Form,
  Notice,
  NotNow,
  Section,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import { reportAt } from './crumbs.ts'
import type { ReportView } from './report.view.tsx'

/** Forms of the moves that may be made now. */
export function Moves(v: ReportView) {
  const { report, refused, typed, problems, name, today, frozen } = v
  const at = reportAt(report.id)
  const text = (field: string, fallback = '') => typed[field] ?? fallback
  const waiting = v.parts.filter((p) => p.state !== 'merged').length
  return (
    <>
      {!refused.submit && v.obstacles.length === 0 && v.findings.every((f) => f.severity !== 'error') && (
        <Section title="送审">
          {waiting > 0 && (
            <Notice kind="warning" title={`还有 ${waiting} 份材料没有报送或者没有并入`}>
              <p>送审以后各单位不能再报送；要等他们的，请先不送审。</p>
            </Notice>
          )}
          <Form action={`${at}/submit`}>
            <TextField
              name="preparer"
              label="编制人"
              value={text('preparer', name)}
              problems={problems}
              size="medium"
              required
            />
            <Actions>
              <Button>送审</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.recall && (
        <Form action={`${at}/recall`}>
          <Button kind="plain">撤回送审，继续修改</Button>
        </Form>
      )}
      {!refused.review && (
        <Section title="审核">
          <Form action={`${at}/review`}>
            <TextField
              name="reviewer"
              label="审核人"
              value={text('reviewer', name)}
              problems={problems}
              size="medium"
              required
            />
            <Actions>
              <Button>审核通过，请单位负责人签发</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.sign && !frozen && (
        <Section title="签发">
          <NotNow
            refusal={{
              code: 'reports.noForm',
              message: `${report.year} 年的统计表还没有定稿，现在不能签发`,
              next: '请政务公开办先在“统计表”里核对勾稽关系、定稿。',
            }}
          />
        </Section>
      )}
      {!refused.sign && frozen && (
        <Section title="签发" note="成文日期印在报告末尾，不能早于统计表的填报日期。">
          <Form action={`${at}/sign`}>
            <TextField
              name="unitHead"
              label="单位负责人"
              hint={`统计表由${frozen.unitHead}签署，应为同一人`}
              value={text('unitHead', frozen.unitHead)}
              problems={problems}
              size="medium"
              required
            />
            <DayField name="datedOn" label="成文日期" value={text('datedOn', today)} problems={problems} required />
            <Actions>
              <Button>签发</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.publish && (
        <Section
          title="公布"
          note="公布时再取一次数，和签发时一样才能公布，连同统计表一起定下来；记录以后的变化不改动已公布的报告。"
        >
          <Form action={`${at}/publish`}>
            <Actions>
              <Button>公布报告</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {!refused.return && (
        <Disclosure summary="退回修改">
          <Form action={`${at}/return`}>
            <TextArea name="note" label="退回的理由" value={text('note')} problems={problems} rows={3} required />
            <Button kind="plain">退回修改</Button>
          </Form>
        </Disclosure>
      )}
      {!refused.discard && v.parts.every((p) => p.state === 'asked') && (
        <Disclosure summary="废弃这份草稿">
          <p>
            {report.version > 1
              ? '已经公布的一版不受影响。'
              : '年份或者单位选错了才用。已经写的文字留在记录里，可以再开始编制。'}
          </p>
          <Form action={`${at}/discard`}>
            <TextArea name="note" label="废弃的理由" value={text('note')} problems={problems} rows={2} required />
            <Button kind="plain">废弃草稿</Button>
          </Form>
        </Disclosure>
      )}
      {!refused.correct && (
        <Disclosure summary="更正这份报告">
          <Form action={`${at}/correct`}>
            <TextArea
              name="correction"
              label="更正说明"
              hint="印在更正版的标题下面，告诉读者改了什么、为什么"
              value={text('correction')}
              problems={problems}
              rows={3}
              required
            />
            <Button kind="plain">开始更正，编写新的一版</Button>
          </Form>
        </Disclosure>
      )}
    </>
  )
}
