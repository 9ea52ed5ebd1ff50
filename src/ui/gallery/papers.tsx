import { day } from '../../core/day.ts'
import { PrintButton, SpeakButton } from '../components/helpers.tsx'
import { Columns, Stack } from '../components/layout.tsx'
import { MetadataTable } from '../components/metadata-table.tsx'
import { Attachments, QrCode, ValidityBanner } from '../components/paper.tsx'
import { Prose } from '../components/prose.tsx'
import { Sheet } from '../components/sheet.tsx'
import { DayText } from '../components/time.tsx'
import { longTitle } from './samples.ts'

const text = `<p>各镇人民政府、街道办事处，县直各单位：</p>
<p>《某某县全面推行证明事项告知承诺制工作实施方案》已经县人民政府同意，现印发给你们，请认真组织实施。</p>
<h2>一、总体要求</h2>
<p>坚持以人民为中心，凡没有法律、法规或者国务院决定依据的证明事项一律取消，让群众少跑腿、好办事、不添堵。</p>
<h3>（一）适用范围</h3>
<p>本县行政机关在办理行政许可、行政确认、行政给付等依申请的行政事项时，适用本方案。</p>
<table><tr><th>事项</th><th>承诺方式</th></tr><tr><td>无犯罪记录证明</td><td>书面承诺</td></tr></table>`

export function Papers() {
  return (
    <Columns aside={<QrCode url="https://www.example.gov.cn/documents/1" />}>
      <Stack>
        <ValidityBanner state="repealed" since={day('2018-12-03')} by={{ title: longTitle, href: '/documents/2' }} />
        <MetadataTable
          rows={[
            { label: '索引号', value: '006642/2018-00126' },
            { label: '主题分类', value: '综合政务 / 政务公开' },
            { label: '发文机关', value: '某某县人民政府办公室' },
            { label: '成文日期', value: <DayText day={day('2018-12-03')} /> },
            { label: '文号', value: '某政办发〔2018〕16号' },
            { label: '有效性', value: null },
            { label: '内容概述', value: longTitle, wide: true },
          ]}
        />
        <div>
          <SpeakButton of="sample-text" />
          <PrintButton />
        </div>
        <Prose paper id="sample-text" html={text} />
        <Attachments
          files={[
            { name: `${longTitle}.pdf`, href: '/attachments/1', size: 1_340_221, type: 'pdf' },
            { name: '附件 2 事项目录.xlsx', href: '/attachments/2', size: 48_120, type: 'xlsx' },
          ]}
        />
        <Sheet
          caption="政府信息公开情况统计表"
          headRows={1}
          rows={[
            [
              { content: '统计指标', role: 'head' },
              { content: '单位', role: 'head' },
              { content: '统计数', role: 'head' },
            ],
            [
              { content: '一、主动公开情况', role: 'label' },
              { content: '——', role: 'note' },
              { content: '', role: 'value' },
            ],
            [
              { content: '（一）主动公开政府信息数', role: 'label', indent: 1 },
              { content: '条', role: 'note' },
              { content: '5,078', role: 'value' },
            ],
          ]}
        />
      </Stack>
    </Columns>
  )
}
