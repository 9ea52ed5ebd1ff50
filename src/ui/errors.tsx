import type { ComponentChildren } from 'preact'
import type { Problem, Refusal } from '../core/errors.ts'
import { Actions, ButtonLink } from './components/button.tsx'
import { MetadataTable } from './components/metadata-table.tsx'
import { Prose } from './components/prose.tsx'
import { useRender } from './components/render.ts'
import { Search } from './components/search.tsx'
import type { Page } from './page.ts'

/** 404. What was sought is not here: search, or go back to the top. */
export function notFoundPage(what = '页面'): Page {
  return {
    title: `没有找到这个${what}`,
    status: 404,
    body: (
      <Sorry lead={`您要找的${what}不在这个地址，可能已经移动、撤下，或者地址抄写有误。`}>
        <Search label="搜索全站" />
        <Actions>
          <ButtonLink href="/">回到首页</ButtonLink>
          <ButtonLink href="/sitemap" kind="quiet">
            看网站地图
          </ButtonLink>
        </Actions>
      </Sorry>
    ),
  }
}

/** 403. The person may not do this; whom to ask. */
export function forbiddenPage(message = '您的岗位目前没有办理这件事的权限。', signIn?: string): Page {
  return {
    title: '不能办理这件事',
    status: 403,
    body: (
      <Sorry lead={message}>
        <p>如果您的工作需要，请联系本单位的系统管理员为您授予相应权限。</p>
        <Actions>
          {signIn && (
            <ButtonLink href={signIn} kind="primary">
              换一个账号登录
            </ButtonLink>
          )}
          <ButtonLink href="/">回到首页</ButtonLink>
        </Actions>
      </Sorry>
    ),
  }
}

/** 409. The law or the state says no: what was refused, on what basis, and what one may do next. */
export function refusalPage(refusal: Refusal, back?: string): Page {
  return {
    title: '这一步现在不能办',
    status: 409,
    body: (
      <Sorry lead={refusal.message}>
        <MetadataTable
          columns={1}
          rows={[
            { label: '依据', value: refusal.basis },
            { label: '您可以', value: refusal.next },
          ]}
        />
        <Actions>
          {back && (
            <ButtonLink href={back} kind="primary">
              回到刚才的页面
            </ButtonLink>
          )}
          <ButtonLink href="/">回到首页</ButtonLink>
        </Actions>
      </Sorry>
    ),
  }
}

/** 422 where there is no form to show again. */
export function invalidPage(problems: readonly Problem[]): Page {
  return {
    title: '请检查填写的内容',
    problems: problems.length > 0 ? problems : [{ field: '', message: '请回到上一页，按提示重新填写。' }],
    body: (
      <Sorry lead="有些内容不合要求，没有保存。请用浏览器的“后退”回到表单，改正后重新提交。">
        <Actions>
          <ButtonLink href="/">回到首页</ButtonLink>
        </Actions>
      </Sorry>
    ),
  }
}

/** 429, 413 and other requests that cannot be served as they are. */
export function refusedRequestPage(status: number, message: string): Page {
  return {
    title: '这次请求没有办成',
    status,
    body: (
      <Sorry lead={message}>
        <Actions>
          <ButtonLink href="/">回到首页</ButtonLink>
        </Actions>
      </Sorry>
    ),
  }
}

/**
 * 500. The fault is ours.
 * @param reference - the number that the line in the log carries too
 */
export function faultPage(reference: string): Page {
  return {
    title: '对不起，我们出了差错',
    status: 500,
    body: (
      <Sorry lead="这不是您的问题。您刚才的操作没有完成，请过几分钟再试一次。">
        <Hotline reference={reference} />
        <Actions>
          <ButtonLink href="/">回到首页</ButtonLink>
        </Actions>
      </Sorry>
    ),
  }
}

function Sorry({ lead, children }: { lead: string; children: ComponentChildren }) {
  return (
    <div class="sorry">
      <Prose>
        <p class="lead">{lead}</p>
      </Prose>
      {children}
    </div>
  )
}

function Hotline({ reference }: { reference: string }) {
  const { site } = useRender()
  return (
    <MetadataTable
      columns={1}
      rows={[
        { label: '如果一直不行', value: `请拨打 ${site.hotline}，报出下面的编号，我们就能查到出了什么事。` },
        { label: '编号', value: <code class="reference">{reference}</code> },
      ]}
    />
  )
}
