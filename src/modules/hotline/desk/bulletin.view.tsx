import type { layOut } from '../../../platform/paper/index.ts'
import { Actions, ButtonLink, FilterForm, type Page, PaperView, Select, Stack } from '../../../ui/index.ts'
import { spokenMonth } from '../bulletin.ts'
import { inList, list } from './crumbs.ts'

type View = { month: string; today: string; paper: ReturnType<typeof layOut> }

/** The bulletin of a month as it will be printed. */
export function bulletinPage({ month, today, paper }: View): Page {
  const address = (format: string) => `${list}/bulletin.${format}?month=${month}`
  return {
    title: '热线月报',
    breadcrumb: inList,
    body: (
      <Stack>
        <FilterForm action={`${list}/bulletin`}>
          <Select
            name="month"
            label="月份"
            value={month}
            options={monthsUntil(today, month).map((m) => ({ value: m, label: spokenMonth(m) }))}
          />
        </FilterForm>
        <Actions>
          <ButtonLink href={address('docx')} kind="primary" download>
            下载 Word
          </ButtonLink>
          <ButtonLink href={address('pdf')} download>
            下载 PDF
          </ButtonLink>
          <ButtonLink href={`${list}/figures`} kind="quiet">
            热线统计
          </ButtonLink>
        </Actions>
        <PaperView paper={paper} />
      </Stack>
    ),
  }
}

/** The last two years, the newest first, and the month that is shown. */
function monthsUntil(today: string, shown: string): string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const recent = Array.from({ length: 24 }, (_, i) => {
    const n = year * 12 + month - 1 - i
    return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
  })
  return recent.includes(shown) ? recent : [...recent, shown]
}
