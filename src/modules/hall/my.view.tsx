import { Actions, ButtonLink, DaysInText, EmptyState, type Page, Stack, Table } from '../../ui/index.ts'
import { appointmentHref, slotWords } from './appointment-words.ts'
import type { Appointment } from './appointments.store.ts'
import { StateTag } from './portal/appointment-follow.view.tsx'

export function myAppointmentsPage({ lines }: { lines: readonly Appointment[] }): Page {
  return {
    title: '我的预约',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '我的', href: '/my' },
    ],
    body: (
      <Stack>
        <Table<Appointment>
          caption="我的预约"
          captionHidden
          columns={[
            {
              head: '时间',
              cell: (a) => (
                <a href={appointmentHref(a.number)}>
                  <DaysInText>{slotWords(a)}</DaysInText>
                </a>
              ),
              names: true,
            },
            { head: '事项', cell: (a) => a.itemName, wide: true },
            { head: '大厅', cell: (a) => a.hallName, wide: true },
            { head: '预约号', cell: (a) => a.number, nowrap: true },
            { head: '现在', cell: (a) => <StateTag appointment={a} />, nowrap: true },
          ]}
          rows={lines}
          rowKey={(a) => a.id}
          empty={
            <EmptyState title="您还没有预约过">
              登录以后约的会列在这里；没有登录时约的，请凭预约号和查询码查看。
            </EmptyState>
          }
        />
        <Actions>
          <ButtonLink kind="primary" href="/appointments" icon="calendar">
            预约取号
          </ButtonLink>
          <ButtonLink href="/appointments/follow">凭查询码查看</ButtonLink>
        </Actions>
      </Stack>
    ),
  }
}
