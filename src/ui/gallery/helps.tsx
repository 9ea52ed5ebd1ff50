import { day } from '../../core/day.ts'
import { Button } from '../components/button.tsx'
import { BarChart, LineChart } from '../components/charts.tsx'
import { Form } from '../components/form.tsx'
import { Grid, Section, Stack } from '../components/layout.tsx'
import { DatedList } from '../components/lists.tsx'
import { LiveView } from '../components/live.tsx'
import { InsertAtCaret, Lookup } from '../components/lookup.tsx'
import { Beside, MarkedText, Remarks } from '../components/marked-text.tsx'
import { ShadeMap } from '../components/shade-map.tsx'
import { Slip } from '../components/slip.tsx'
import { TextArea, TextField } from '../components/text-fields.tsx'

/** What helps while one types, what keeps itself up to date, and what is said about a text. */
export function Helps() {
  return (
    <Stack gap="large">
      <Form>
        <TextField name="asked" label="您要问的事" value="路灯不亮找谁" />
        <Lookup of="asked" label="先看看有没有现成的答复">
          <Section title="也许已经有答复了" level={3}>
            <DatedList
              items={[
                { title: '路灯坏了找哪个单位', href: '/k/1', day: day('2018-06-01'), note: '由市城管执法局答复' },
              ]}
            />
          </Section>
        </Lookup>
        <TextField name="askedElse" label="没有找到的时候" value="养一只鹦鹉要办什么证" />
        <Lookup of="askedElse" label="再看看有没有现成的答复">
          <p>没有找到现成的答复，请接着写。</p>
        </Lookup>
        <TextArea name="report" label="正文" value="全年收到申请，都已办结。" rows={3} />
        <InsertAtCaret into="report" hint="先把光标放在正文里，再点“插入”。">
          <Button kind="plain" name="do" value="insert" insert="{requests.received}">
            插入收到申请数
          </Button>
        </InsertAtCaret>
      </Form>
      <LiveView from="/live/sample">
        <p>前面还有 3 人，大约 15 分钟。这一段由服务器随时更新。</p>
      </LiveView>
      <p class="live-lost" role="status">
        连接断开了，正在重连。现在看到的可能不是最新的。
      </p>
      <Slip
        label="编号和查询码"
        facts={[
          { label: '编号', value: 'G20181203-0004' },
          { label: '查询码', value: '7KQ2-M9XA-TR48' },
        ]}
      >
        <p>请记下或者拍下来，不要告诉别人。</p>
      </Slip>
      <Beside
        text={
          <MarkedText
            lines={[
              { number: 1, text: '2018 年主动公开 5,078 条，其中网站 3,000 条。', marks: [mark(11, 18, 1, 'error')] },
              { number: 2, text: '渠道|条数', marks: [] },
              { number: 3, text: '网站|3,000', marks: [mark(3, 8, 1, 'error')] },
              { number: 4, text: '微信|2,000', marks: [mark(3, 8, 2, 'warning')] },
              { number: 5, text: '全年没有收费。', marks: [mark(2, 6, 3, 'note')] },
            ]}
          />
        }
        remarks={
          <Remarks
            remarks={[
              {
                ...{ tone: 'error', label: '错误', kind: '分项与总数' },
                text: '各渠道加起来是 5,000 条，正文写的是 5,078 条，差 78 条。',
                places: [
                  { line: 1, where: '正文第 1 行', quote: '5,078 条' },
                  { line: 3, where: '表 1 第 1 行', quote: '3,000' },
                ],
              },
              {
                ...{ tone: 'warning', label: '请核对', kind: '与上年相比' },
                text: '比上年多了一倍，没有说明原因。',
                places: [{ line: 4, where: '表 1 第 2 行', quote: '2,000' }],
              },
              {
                ...{ tone: 'note', label: '提示', kind: '写法' },
                text: '没有收费的，可以写明“零”。',
                places: [{ line: 5, where: '正文第 5 行', quote: '没有收费' }],
              },
            ]}
          />
        }
      />
      <ShadeMap
        label="各乡镇、街道收到的诉求"
        unit="件"
        cells={[1204, 630, 212, 8, 0].map((value, i) => ({
          ...{ label: ['三洲驿街道', '新洲镇', '毛里湖镇', '白衣镇', '药山镇'][i] ?? '', value, href: `/towns/${i}` },
        }))}
      />
      <Grid columns={2}>
        <BarChart
          title="从哪里来"
          unit="件"
          of="来源"
          data={[
            { label: '热线电话', value: 1281, href: '/s/1' },
            { label: '社会求助热线', value: 483, href: '/s/2' },
            { label: '上级热线交办', value: 9, href: '/s/3' },
          ]}
        />
        <LineChart
          title="每周收到的诉求"
          unit="件"
          of="从这一天起的一周"
          data={[7, 15, 0, 9, 29].map((value, i) => ({ label: `11.${2 + i * 7}`, value }))}
        />
      </Grid>
    </Stack>
  )
}

const mark = (start: number, end: number, of: number, tone: 'error' | 'warning' | 'note') => ({
  ...{ start, end, tone, href: `#remark-${of}` },
})
