import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  FieldGroup,
  Form,
  NumberField,
  type Page,
  Select,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { CatalogueTopic } from '../catalogue.store.ts'
import type { Place } from '../dispatch.ts'
import { kindLabels } from '../labels.ts'
import { inList, list } from './crumbs.ts'
import { leadUnits, named } from './move-looks.ts'

/** Fields of the units that handle a topic, the first that exists. */
export const unitFields = ['unit1', 'unit2', 'unit3'] as const

type View = {
  /** Absent: a new one. */
  topic: CatalogueTopic | undefined
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /** Topics of the first level. */
  groups: readonly CatalogueTopic[]
  units: readonly Place[]
}

/** The form of one topic: how it is known, and who handles it. */
export function topicPage({ topic, typed, problems, groups, units }: View): Page {
  const field = (name: string) => ({ name, value: typed[name], problems })
  const back = `${list}/catalogue`
  return {
    title: topic ? `派单事项：${topic.name}` : '新增派单事项',
    breadcrumb: [...inList, { label: '派单目录', href: back }],
    problems,
    body: (
      <Form>
        <p>改过的目录从下一件工单起用。已经派出去的不变。</p>
        {!topic && (
          <TextField
            {...field('code')}
            label="代码"
            hint="小写字母开头的英文，例如 sharedBikes，定了不能改"
            size="medium"
            required
          />
        )}
        <TextField {...field('name')} label="名称" size="medium" maxLength={60} required />
        <Select
          {...field('parentCode')}
          label="属于哪一类"
          options={groups.filter((g) => g.code !== topic?.code).map((g) => ({ value: g.code, label: g.name }))}
          empty="自己就是一类"
        />
        <TextArea
          {...field('words')}
          label="识别词"
          hint="诉求里说到这些词，就推荐这个事项。用顿号或者空格隔开，越具体的词越准"
          rows={4}
        />
        <Select {...field('kind')} label="类别" options={named(kindLabels)} empty="照诉求里的说法定" />
        <FieldGroup title="由谁办">
          <Checkbox
            name="ofPlace"
            label="由所在乡镇、街道办理"
            hint="勾了的，不用再选单位"
            checked={typed.ofPlace === 'true'}
            problems={problems}
          />
          {unitFields.map((name, i) => (
            <Select
              key={name}
              {...field(name)}
              label={i === 0 ? '承办单位' : `承办单位 ${i + 1}`}
              options={leadUnits({ units })}
              empty="没有"
              {...(i === 0 ? {} : { hint: '前面的单位撤销以后才用' })}
            />
          ))}
        </FieldGroup>
        <NumberField {...field('position')} label="排列" hint="两个事项一样准的，小的在前" />
        <Checkbox
          name="retired"
          label="停用"
          hint="不再推荐，也不能再选；以前的工单不变"
          checked={typed.retired === 'true'}
          problems={problems}
        />
        <Actions>
          <Button>保存</Button>
          <ButtonLink href={back} kind="quiet">
            不改，返回
          </ButtonLink>
        </Actions>
      </Form>
    ),
  }
}
