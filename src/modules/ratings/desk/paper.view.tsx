import type { Problem } from '../../../core/errors.ts'
import type { LaidPaper } from '../../../platform/paper/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  Checkboxes,
  type Column,
  choicesByName,
  DayField,
  DayText,
  EmptyState,
  Form,
  Lesser,
  NumberField,
  type Page,
  PaperSheets,
  PrintButton,
  Radios,
  Section,
  Select,
  Stack,
  Table,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { levelLabels } from '../labels.ts'
import type { Lot, listLots } from '../lots.store.ts'
import type { FormBack } from '../paper.service.ts'
import { reasonsFor } from '../reasons.ts'
import { levels } from '../schema.ts'
import { inList, inPaper, paperList } from './crumbs.ts'

type Filled = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }
type Counted = Awaited<ReturnType<typeof listLots>>[number]
export type Listed = Filled & { lots: readonly Counted[]; units: readonly Unit[] }

const columns: Column<Counted>[] = [
  { head: '批次', cell: (l) => <a href={`${paperList}/${l.id}`}>第 {l.id} 批</a>, nowrap: true },
  { head: '评哪个单位', cell: (l) => l.unitName },
  { head: '发到哪里', cell: (l) => l.place, wide: true },
  { head: '印了', cell: (l) => `${l.forms} 张`, numeric: true, nowrap: true },
  { head: '录入', cell: (l) => `${l.keyed} 张`, numeric: true, nowrap: true },
  { head: '日期', cell: (l) => <DayText day={l.printedOn} />, nowrap: true },
]

/** Lots that were printed, and another to be made. */
export function lotsPage({ lots, units, typed, problems }: Listed): Page {
  return {
    title: '纸质评价表',
    breadcrumb: inList,
    problems,
    body: (
      <Stack gap="large">
        <p>给不用手机的人：印好发到村、社区，收回来录入一次，和网上的评价一样算。评不评都是自愿的。</p>
        <Actions>
          <ButtonLink href={`${paperList}/key`} kind="primary">
            录入收回的表
          </ButtonLink>
        </Actions>
        <Table
          caption="印过的评价表"
          columns={columns}
          rows={lots}
          rowKey={(l) => l.id}
          empty={<EmptyState title="还没有印过">在下面选评哪个单位、发到哪里，印一批。</EmptyState>}
        />
        <Section title="印一批">
          <Form action={paperList}>
            <Select
              name="unit"
              label="评哪个单位"
              hint="自己单位的，由别的单位印发和录入"
              value={typed.unit}
              options={choicesByName(units)}
              problems={problems}
              required
            />
            <TextField
              name="place"
              label="发到哪里"
              hint="例如：白衣镇便民服务中心"
              value={typed.place}
              maxLength={100}
              problems={problems}
              required
            />
            <NumberField name="forms" label="张数" unit="张" value={typed.forms ?? 20} problems={problems} required />
            <Actions>
              <Button kind="plain">印一批</Button>
            </Actions>
          </Form>
        </Section>
      </Stack>
    ),
  }
}

/** The forms of a lot as they come out of the printer. */
export function sheetsPage({ lot, sheets }: { lot: Lot; sheets: readonly LaidPaper[] }): Page {
  return {
    title: `第 ${lot.id} 批评价表，${lot.forms} 张`,
    breadcrumb: inPaper,
    elements: ['mt-print'],
    body: (
      <Stack>
        <Actions>
          <PrintButton />
        </Actions>
        <Lesser>
          评{lot.unitName}，发到{lot.place}。用 A4 纸打印，一页一张，每张的编号和校验码都不一样，请不要复印。
        </Lesser>
        <PaperSheets papers={sheets} />
      </Stack>
    ),
  }
}

/** Number and code of the form that lies on the table. */
export function keyPage({ typed, problems }: Filled): Page {
  return {
    title: '录入收回的评价表',
    breadcrumb: inPaper,
    problems,
    body: (
      <Form action={`${paperList}/key`}>
        <TextField
          name="number"
          label="评价表编号"
          hint="在表的上方，例如 12-7"
          size="medium"
          value={typed.number}
          problems={problems}
          required
        />
        <TextField
          name="code"
          label="校验码"
          hint="编号后面的六位"
          size="medium"
          value={typed.code}
          problems={problems}
          required
        />
        <Actions>
          <Button>下一步</Button>
        </Actions>
      </Form>
    ),
  }
}

type KeyView = FormBack & Filled & { reasons: readonly string[] }

/** What stands on the form, in the order of the form. */
export function formPage({ lot, number, items, typed, reasons, problems }: KeyView): Page {
  const group = (label: string, level: 2 | 3 | 5) => (
    <Checkboxes
      name="reasons"
      label={label}
      options={reasonsFor(level).map((r) => ({ value: r.code, label: r.label }))}
      value={reasons}
      problems={level === 2 ? problems : []}
    />
  )
  return {
    title: `第 ${number} 号评价表`,
    breadcrumb: [...inPaper, { label: '录入', href: `${paperList}/key` }],
    problems,
    body: (
      <Stack>
        <p>评{lot.unitName}。照表上写的录入，没写的空着；录入以后不能改。</p>
        <Form>
          <Select
            name="item"
            label="办的是什么事"
            empty="没有写，或者不在里面"
            value={typed.item}
            options={choicesByName(items)}
            problems={problems}
          />
          <DayField name="servedOn" label="哪一天办完的" value={typed.servedOn} problems={problems} required />
          <Radios
            name="level"
            label="满意程度"
            options={levels.map((value) => ({ value, label: levelLabels[value] }))}
            value={typed.level}
            problems={problems}
            required
          />
          {group('满意的原因', 2)}
          {group('基本满意的原因', 3)}
          {group('不满意的原因', 5)}
          <TextArea
            name="words"
            label="想说的话"
            hint="身份证号码和别人的姓名不要录入"
            value={typed.words}
            rows={3}
            maxLength={500}
            problems={problems}
          />
          <Checkbox name="mayShow" label="这些话可以公开" value="yes" checked={typed.mayShow === 'yes'} />
          <TextField
            name="phone"
            label="回访电话"
            hint="不满意、留了电话的才录入；录入以后只给回访的人看"
            type="tel"
            size="medium"
            value={typed.phone}
            problems={problems}
            maxLength={30}
          />
          <Actions>
            <Button>录入这张表</Button>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
