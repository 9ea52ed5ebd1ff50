import { calendar } from '../../core/calendar.ts'
import { working } from '../../core/clock.ts'
import { day, days } from '../../core/day.ts'
import type { Problem } from '../../core/errors.ts'

export const longTitle =
  '某某县人民政府办公室关于印发《某某县全面推行证明事项和涉企经营许可事项告知承诺制工作实施方案》的通知'

export const problems: readonly Problem[] = [
  { field: 'title', message: '请填写标题' },
  { field: 'days', message: '请填写 1 至 20 之间的工作日数' },
  { field: 'channel', message: '请选择公开渠道' },
]

// 2018 National Day: 国办发明电〔2017〕12号
const autumn = calendar({
  daysOff: days('2018-10-01', '2018-10-07'),
  workedWeekends: [day('2018-09-29'), day('2018-09-30')],
})

/** The working of a reply period of 15 working days over National Day. */
export const sampleWorking = working({ from: day('2018-09-20'), days: 15, calendar: autumn })

export const rows = [
  { title: longTitle, number: '津政办发〔2018〕16号', unit: '市人民政府办公室', on: day('2018-12-03'), visits: 12843 },
  { title: '2018 年部门预算公开', number: null, unit: '市财政局', on: day('2018-02-09'), visits: 903 },
  {
    title: '关于 <b>防汛</b> 值班的通知',
    number: '津防指〔2018〕3号',
    unit: '市防汛抗旱指挥部',
    on: day('2018-06-21'),
    visits: 0,
  },
]

export const columnVisits = [
  { label: '政务动态', value: 81240 },
  { label: '重要文件', value: 52610, marked: true },
  { label: '市民留言', value: 43120 },
  { label: '人事任免', value: 29870 },
  { label: '公告公示', value: 21055 },
  { label: '行政规范性文件备案审查结果', value: null },
]

export const monthVisits = [18210, 14100, 20340, 21870, 22105, 19930, 21460, 20815, 23050, 22190, 24310, 21620].map(
  (value, i) => ({ label: `${i + 1}月`, value }),
)
