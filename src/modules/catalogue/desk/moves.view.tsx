import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  choicesByLabel,
  DayField,
  FieldGroup,
  Form,
  Grid,
  Hidden,
  Notice,
  NumberField,
  type Page,
  Section,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { ElementChange } from '../compare.ts'
import { decidedAtLabels } from '../labels.ts'
import type { Finding } from '../rules.ts'
import type { Item, Version } from '../store.ts'
import { Changes } from './compare.view.tsx'
import { at, inItem } from './crumbs.ts'

export type Typed = Readonly<Record<string, string>>
type Sent = { item: Item; typed: Typed; problems: readonly Problem[] }

const Back = ({ item }: { item: Item }) => (
  <ButtonLink href={at.item(item.id)} kind="quiet">
    返回
  </ButtonLink>
)

type Ask = { item: Item; title: string; text: string; action: string; label: string; changedIn?: number }

/** Asks once more before something that is not easily undone. */
export const askPage = ({ item, title, text, action, label, changedIn }: Ask): Page => ({
  title,
  breadcrumb: inItem(item),
  body: (
    <Form action={action}>
      <p>{text}</p>
      {changedIn !== undefined && <Hidden name="changedIn" value={changedIn} />}
      <Actions>
        <Button kind="danger">{label}</Button>
        <Back item={item} />
      </Actions>
    </Form>
  ),
})

export const handlingPage = ({ item, typed, problems }: Sent): Page => ({
  title: '增加业务办理项',
  breadcrumb: inItem(item),
  problems,
  body: (
    <Form>
      <p>一个事项分几种情形、材料或者时限不同的，分成业务办理项。新的一项从“{item.name}”现在的内容改起。</p>
      <TextField name="name" label="业务办理项名称" value={typed.name} problems={problems} required />
      <Actions>
        <Button>增加，接着填报</Button>
        <Back item={item} />
      </Actions>
    </Form>
  ),
})

export const cancelPage = ({ item, typed, problems }: Sent): Page => ({
  title: '取消事项',
  breadcrumb: inItem(item),
  problems,
  body: (
    <Form>
      <p>从取消之日起不再受理，页面会说明已经取消；以前受理的办到底。取消以后不能恢复，要办须重新引用。</p>
      <DayField name="on" label="取消日期" value={typed.on} problems={problems} hint="从这一天起不再办理" required />
      <TextArea name="reason" label="取消的原因和依据" value={typed.reason} rows={3} problems={problems} required />
      <Actions>
        <Button kind="danger">取消这个事项</Button>
        <Back item={item} />
      </Actions>
    </Form>
  ),
})

const places = choicesByLabel(decidedAtLabels)

export const delegationPage = ({ item, typed, problems }: Sent): Page => ({
  title: '登记下沉',
  breadcrumb: inItem(item),
  problems,
  body: (
    <Form>
      <FieldGroup title="谁受理，谁决定">
        <Select
          {...{ name: 'acceptedAt', label: '受理层级', value: typed.acceptedAt, problems, required: true }}
          options={places.filter((p) => p.value !== 'department')}
        />
        <Select
          {...{ name: 'decidedAt', label: '决定层级', value: typed.decidedAt, problems, required: true }}
          options={places}
          hint="决定权没有书面下放的，仍由部门决定"
        />
        <TextField name="authority" label="下放依据" value={typed.authority} problems={problems} required />
        <TextField
          {...{ name: 'accountScope', label: '账号范围', value: typed.accountScope, problems }}
          hint="给哪些镇村开通了账号"
        />
        <Checkbox
          name="assigned"
          label="上级下达的任务"
          value="yes"
          checked={typed.assigned === 'yes'}
          problems={problems}
        />
        <DayField name="delegatedOn" label="下放日期" value={typed.delegatedOn} problems={problems} required />
      </FieldGroup>
      <FieldGroup title="省了多少">
        <Grid>
          {(
            [
              ['materialsBefore', '下放前材料数', '份'],
              ['materialsAfter', '下放后材料数', '份'],
              ['daysBefore', '下放前工作日', '个'],
              ['daysAfter', '下放后工作日', '个'],
            ] as const
          ).map(([name, label, unit]) => (
            <NumberField
              key={name}
              name={name}
              label={label}
              unit={unit}
              value={typed[name]}
              problems={problems}
              required
            />
          ))}
        </Grid>
      </FieldGroup>
      <Actions>
        <Button>登记下沉</Button>
        <Back item={item} />
      </Actions>
    </Form>
  ),
})

export const endDelegationPage = ({ item, typed, problems }: Sent): Page => ({
  title: '停止下沉',
  breadcrumb: inItem(item),
  problems,
  body: (
    <Form>
      <p>停止以后由部门自己受理，以前的年度仍然计入。</p>
      <DayField name="on" label="停止日期" value={typed.on} problems={problems} required />
      <Actions>
        <Button kind="danger">停止下沉</Button>
        <Back item={item} />
      </Actions>
    </Form>
  ),
})

type Review = Sent & {
  draft: Version
  inForce: Version | undefined
  changes: readonly ElementChange[]
  findings: readonly Finding[]
  meanwhile: boolean
  own: boolean
  today: string
}

/** The second look: what changes for the public, and then publication or a word back. */
export function reviewPage({ item, draft, inForce, changes, findings, typed, problems, ...view }: Review): Page {
  const errors = findings.filter((f) => f.severity === 'error')
  const about = (field: string) => !field.startsWith('elements.')
  return {
    title: `审核第 ${draft.version} 版`,
    breadcrumb: inItem(item),
    problems: problems.filter((p) => about(p.field)),
    ...(problems.length > 0 && { status: 422 }),
    body: (
      <Stack gap="large">
        {view.meanwhile && (
          <Notice kind="warning" title="在您审核期间，草稿又被改动了，还没有发布">
            <p>下面是现在的内容，请重新看过再决定。您填写的没有丢。</p>
          </Notice>
        )}
        {draft.note && <Notice title={`填报的人说：${draft.note}`} />}
        {errors.length > 0 && (
          <Notice kind="warning" title={`还有 ${errors.length} 处要补正，不能发布`}>
            <ul>
              {errors.map((f) => (
                <li key={`${f.field} ${f.message}`}>{f.message}</li>
              ))}
            </ul>
          </Notice>
        )}
        <Section
          title={inForce ? `与第 ${inForce.version} 版的不同（${changes.length} 处）` : '第一次发布'}
          more={{ label: '看草稿全文', href: at.item(item.id) }}
        >
          {inForce ? <Changes changes={changes} /> : <p>以前没有发布过，请在事项页面看草稿全文。</p>}
        </Section>
        {view.own ? (
          <Notice title="这一版是您自己填报的，请另一位同事审核发布" />
        ) : (
          errors.length === 0 && (
            <Section title="发布">
              <Form action={`${at.item(item.id)}/publish`}>
                <Hidden name="changedIn" value={item.changedIn} />
                <DayField
                  {...{ name: 'effectiveOn', label: '生效日期', value: typed.effectiveOn, problems, required: true }}
                  min={view.today}
                  hint="从这一天起按这一版办；已经受理的按原来的办"
                />
                <Actions>
                  <Button>发布第 {draft.version} 版</Button>
                </Actions>
              </Form>
            </Section>
          )
        )}
        <Section title="退回">
          <Form action={`${at.item(item.id)}/return`}>
            <Hidden name="changedIn" value={item.changedIn} />
            <TextArea
              name="note"
              label="退回的意见"
              value={typed.note}
              rows={3}
              problems={problems}
              hint="写明要改什么"
            />
            <Actions>
              <Button kind="plain">退回修改</Button>
              <Back item={item} />
            </Actions>
          </Form>
        </Section>
      </Stack>
    ),
  }
}
