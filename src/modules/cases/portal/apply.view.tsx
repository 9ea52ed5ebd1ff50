import type { Problem } from '../../../core/errors.ts'
import {
  Actions,
  Button,
  ButtonLink,
  FieldGroup,
  Form,
  InstantText,
  Notice,
  type Page,
  Section,
  Stack,
} from '../../../ui/index.ts'
import type { ItemVersion } from '../../catalogue/index.ts'
import { QuestionFields } from '../answer-fields.tsx'
import { draftHref, itemHref } from './addresses.ts'

type ApplyView = {
  version: ItemVersion
  begun: { id: string; changedAt: Date } | undefined
  mayApply: boolean
  /** Days for which a draft is kept. */
  draftDays: number
  typed: Readonly<Record<string, string>>
  problems: readonly Problem[]
}

/** What is asked first, and what one needs to know before one begins. */
export function applyPage({ version, begun, mayApply, draftDays, typed, problems }: ApplyView): Page {
  const { name, questions, materials } = version.elements
  return {
    title: `在线办理：${name}`,
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '办事', href: '/services' },
      { label: name, href: itemHref(version.code) },
    ],
    problems,
    body: (
      <Stack gap="large">
        {!mayApply && (
          <Notice kind="warning" title="请用个人或者法人账号申请">
            <p>您现在用的是工作人员账号。请先退出，再用自己的账号登录。</p>
          </Notice>
        )}
        {mayApply && begun && (
          <Notice title="您有一份没有填完的申请">
            <p>
              上次保存：
              <InstantText at={begun.changedAt} />
              。填过的内容和上传的材料都在。
            </p>
            <Actions>
              <ButtonLink kind="primary" href={draftHref(begun.id, 'form')}>
                接着填
              </ButtonLink>
              <ButtonLink href={draftHref(begun.id, 'drop')}>不要了，重新开始</ButtonLink>
            </Actions>
          </Notice>
        )}
        {mayApply && !begun && (
          <>
            <Section title="怎么办">
              <p>
                {questions.length > 0 ? '分四步：说明情形，' : '分三步：'}填写申请表，
                {materials.length > 0 ? '上传材料，' : ''}核对后提交。每走一步都会保存，没有填完的保留 {draftDays}{' '}
                天，可以随时回来接着填。
              </p>
            </Section>
            <Form>
              {questions.length > 0 && (
                <FieldGroup title="先说明您的情形" hint="只按您的情形要材料">
                  <QuestionFields questions={questions} typed={typed} problems={problems} />
                </FieldGroup>
              )}
              <Actions>
                <Button icon="handle">开始填写</Button>
                <ButtonLink href={itemHref(version.code)}>先看办事指南</ButtonLink>
              </Actions>
            </Form>
          </>
        )}
      </Stack>
    ),
  }
}
