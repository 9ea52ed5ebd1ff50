import { Section, Stack } from '../components/layout.tsx'
import { Prose } from '../components/prose.tsx'
import type { Page } from '../page.ts'
import { Fields } from './fields.tsx'
import { Helps } from './helps.tsx'
import { Lists } from './lists.tsx'
import { Marks } from './marks.tsx'
import { Papers } from './papers.tsx'
import { problems } from './samples.ts'

/** Every component on one page, with long texts, empty and wrong: for those who design and for tests. */
export function galleryPage(): Page {
  return {
    title: '构件陈列',
    breadcrumb: [
      { label: '首页', href: '/' },
      { label: '名称很长的一个栏目：行政规范性文件备案审查与清理结果', href: '/columns/long' },
    ],
    problems,
    notice: '文件已提交审核。',
    elements: ['mt-confirm', 'mt-copy', 'mt-insert', 'mt-live', 'mt-lookup', 'mt-print', 'mt-speak', 'mt-upload'],
    body: (
      <Stack gap="large">
        <Prose>
          <p class="lead">这一页把所有构件放在一起，长的、空的、错的都有，改了样式先看这里。</p>
        </Prose>
        <Section title="填写">
          <Fields />
        </Section>
        <Section title="列表" more={{ label: '更多', href: '/more' }} note="列表从不悄悄截断：总数写在前面。">
          <Lists />
        </Section>
        <Section title="状态与时限">
          <Marks />
        </Section>
        <Section title="帮手、批注和图">
          <Helps />
        </Section>
        <Section title="文件">
          <Papers />
        </Section>
      </Stack>
    ),
  }
}
