import { showLongDay } from '../../../core/day.ts'
import type { Problem, Refusal } from '../../../core/errors.ts'
import { maskContact } from '../../../core/mask.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  Checkboxes,
  Form,
  Hidden,
  KeypadField,
  Lesser,
  Notice,
  type Page,
  Scale,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import { levelLabels } from '../labels.ts'
import { reasonsFor } from '../reasons.ts'
import { isBad } from '../rules.ts'
import { type Level, levels } from '../schema.ts'
import type { ToRate } from './rate.ts'

const home = [{ label: '首页', href: '/' }]
/** A terminal leads nowhere but to its start. */
const crumbs = ({ terminal }: ToRate) => (terminal === undefined ? home : [])

export const choices = (at: string, current?: Level) =>
  levels.map((value) => ({
    value,
    label: levelLabels[value],
    href: `${at}?level=${value}`,
    current: value === current,
  }))

const about = ({ matter }: ToRate) => `${matter.itemName}，${showLongDay(matter.servedOn)}办完`

/** The question, and five answers. Nothing is kept before the next page is sent. */
export function choosePage(found: ToRate): Page {
  return {
    title: '这次办事，您满意吗',
    breadcrumb: crumbs(found),
    body: (
      <Stack gap="large">
        <p>{about(found)}</p>
        <Scale label="满意程度" choices={choices(found.at)} />
        <Lesser>
          评不评由您。被评的单位和工作人员看不到您是谁。不想评，{found.terminal ? '直接离开就行' : '关掉这一页就行'}。
        </Lesser>
      </Stack>
    ),
  }
}

type FormView = ToRate & {
  level: Level
  typed: Readonly<Record<string, string>>
  reasons: readonly string[]
  problems: readonly Problem[]
}

/** What fits the level: why, a few words, whether one may be called back. All of it may stay empty. */
export function formPage(view: FormView): Page {
  const { at, level, typed, problems, terminal } = view
  const bad = isBad(level)
  return {
    title: `您选了“${levelLabels[level]}”`,
    breadcrumb: crumbs(view),
    problems,
    elements: terminal ? ['mt-keypad'] : [],
    body: (
      <Stack gap="large">
        <p>
          {about(view)}。下面都可以不填，直接提交。<a href={at}>换一个等次</a>
        </p>
        <Form action={at}>
          <Hidden name="level" value={level} />
          <Checkboxes
            name="reasons"
            label={bad ? '哪里没有做好' : level === 3 ? '哪里还可以更好' : '好在哪里'}
            options={reasonsFor(level).map((r) => ({ value: r.code, label: r.label }))}
            value={view.reasons}
            problems={problems}
          />
          {!terminal && (
            <>
              <TextArea
                name="words"
                label="想说的话"
                hint="请不要写身份证号码、电话和别人的姓名"
                value={typed.words}
                rows={3}
                maxLength={500}
                problems={problems}
              />
              <Checkbox
                name="mayShow"
                label="我写的话可以公开"
                hint="由专人去掉个人信息以后再公开"
                value="yes"
                checked={typed.mayShow === 'yes'}
              />
            </>
          )}
          {bad && <CallBack {...view} />}
          <Actions>
            <Button>提交评价</Button>
            <ButtonLink href={terminal ?? '/'} kind="quiet">
              不评了
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}

/**
 * Whether one may be called back, after a bad rating: at the phone that is known, or one that is left for it. Where others
 * stand by, or have seen the number on the ticket, no digit of a known phone is shown.
 */
function CallBack({ matter, contact, terminal, typed, problems }: FormView) {
  if (contact) {
    const digits = terminal || matter.subject.startsWith('ticket:') ? '' : ` ${maskContact(contact.phone)}`
    const left = matter.subject.startsWith('ticket:') ? '取号时留的电话号码' : '办事时留的联系方式'
    return (
      <Checkbox
        name="named"
        label="愿意接听回访"
        hint={`用${left}${digits}，${onlyOutside}`}
        value="yes"
        checked={typed.named === 'yes'}
      />
    )
  }
  const asked = { name: 'phone', label: '回访电话', value: typed.phone, problems }
  return terminal ? (
    <KeypadField {...asked} hint={`可以不填。愿意接听回访的话请留下，${onlyOutside}`} signs="digits" maxLength={12} />
  ) : (
    <TextField {...asked} hint={`愿意接听回访的话请留下，${onlyOutside}`} type="tel" size="medium" maxLength={30} />
  )
}
const onlyOutside = '只给被评单位以外的回访人看'

export function thanksPage(found: ToRate): Page {
  return {
    title: '评价收到了，谢谢您',
    breadcrumb: crumbs(found),
    body: (
      <Stack gap="large">
        <p>{about(found)}。</p>
        <p>您的评价会计入这个单位和事项的满意率。不满意的，会交给专人督促整改，整改结果会公布。</p>
        <Onward terminal={found.terminal} />
      </Stack>
    ),
  }
}

/** Given before, or too late: said kindly, with what one can still do. */
export function closedPage(found: ToRate, refusal: Refusal): Page {
  return {
    title: refusal.code === 'ratings.alreadyRated' ? '您已经评价过了' : '评价的时间已经过了',
    breadcrumb: crumbs(found),
    body: (
      <Stack gap="large">
        <p>{about(found)}。</p>
        <Notice title={refusal.message}>
          <p>{refusal.next}</p>
        </Notice>
        <Onward terminal={found.terminal} />
      </Stack>
    ),
  }
}

/** A link that leads nowhere: mistyped, or cut off by the telephone. */
export function noLinkPage(): Page {
  return {
    title: '没有找到这个评价链接',
    breadcrumb: home,
    status: 404,
    body: (
      <Stack gap="large">
        <p>链接可能没有复制完整。请点短信里的整个链接，或者重新扫码。</p>
        <p>
          也可以<a href="/progress">查进度</a>，打开办件以后点“评价这次办事”。
        </p>
        <Onward />
      </Stack>
    ),
  }
}

const Onward = ({ terminal }: Pick<ToRate, 'terminal'>) => (
  <Actions>
    {terminal === undefined && (
      <ButtonLink href="/ratings" kind="primary">
        看大家的评价
      </ButtonLink>
    )}
    <ButtonLink href={terminal ?? '/'}>回首页</ButtonLink>
  </Actions>
)
