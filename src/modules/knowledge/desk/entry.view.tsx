import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  choicesByName,
  Disclosure,
  Form,
  Hidden,
  Notice,
  type Page,
  Radios,
  Select,
  Stack,
  TextArea,
  TextField,
} from '../../../ui/index.ts'
import type { Unit } from '../../organisations/index.ts'
import { channelLabels } from '../labels.ts'
import type { KnowledgeHit } from '../search.store.ts'
import { topics } from '../topics.ts'
import { enquiriesAt, enquiryAt, inEnquiries } from './crumbs.ts'
import { Found } from './found.view.tsx'

/** Note an enquiry in the order of a talk: what is asked, what the knowledge base says, whose business, what was said. */
export function entryPage({
  units,
  hits,
  typed,
  problems,
  done,
}: {
  units: readonly Unit[]
  hits: readonly KnowledgeHit[]
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
  /** Number of the one just noted. */
  done: string | undefined
}): Page {
  const field = (name: string, label: string) => ({ name, label, value: typed[name], problems })
  const asker = problems.some((p) => p.field.startsWith('asker')) || Boolean(typed.askerPhone || typed.askerEmail)
  return {
    title: '登记咨询',
    breadcrumb: inEnquiries,
    problems,
    elements: ['mt-lookup'],
    body: (
      <Stack>
        {done && (
          <Notice kind="success" title={`已记下 ${done}`}>
            <p>
              可以接着记下一件。<a href={enquiryAt(done)}>看这一件</a>
            </p>
          </Notice>
        )}
        <Form>
          <Radios
            {...field('channel', '咨询方式')}
            options={(['phone', 'inPerson'] as const).map((value) => ({ value, label: channelLabels[value] }))}
            row
            required
          />
          <TextArea {...field('question', '问的是什么')} rows={3} maxLength={2000} required />
          <Found hits={hits} asked={Boolean(typed.question?.trim())} chosen={typed.article} begin={!typed.question} />
          <Select
            {...field('unitCode', '哪个单位的业务')}
            hint="选了知识的可以不填，就是那篇知识的归口单位"
            options={choicesByName(units)}
          />
          <TextArea
            {...field('answer', '怎么答复的')}
            hint="当场答不了的留空，交给上面的单位在期限内答复"
            rows={3}
            maxLength={4000}
          />
          <Disclosure summary="谁在问（可以不记；当场没有答复的，留个联系方式）" open={asker}>
            <TextField {...field('askerName', '姓名')} size="short" maxLength={60} />
            <TextField {...field('askerPhone', '手机号码')} type="tel" inputMode="tel" size="short" maxLength={40} />
            <TextField {...field('askerEmail', '电子邮箱')} type="email" size="medium" maxLength={120} />
            <Select {...field('topic', '类别')} hint="不选就按问题里的词自动归类" options={choicesByName(topics)} />
          </Disclosure>
          <Hidden name="submissionKey" value={typed.submissionKey ?? ''} />
          <Actions>
            <Button>记下</Button>
            <ButtonLink href={enquiriesAt} kind="quiet">
              返回咨询
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    ),
  }
}
