import { expect, test } from 'vitest'
import { cleanHtml, paragraphs, textOfHtml, toHtml } from './html.ts'

test.each([
  ['a script', '<p>通知</p><script>alert(1)</script>', '<p>通知</p>'],
  ['a handler', '<p onclick="x()">通知</p>', '<p>通知</p>'],
  ['an address that runs', '<p><a href="javascript:alert(1)">看</a></p>', '<p><a>看</a></p>'],
  ['a picture from elsewhere', '<p>图<img src="https://example.com/a.png"></p>', '<p>图</p>'],
  ['a style', '<p style="position:fixed" class="x">文</p>', '<p>文</p>'],
  ['a frame', '<iframe src="/desk"></iframe><p>文</p>', '<p>文</p>'],
  ['a form', '<form action="/x"><input name="a"><p>文</p></form>', '<p>文</p>'],
])('%s does not stay in a text', (_, html, clean) => {
  expect(cleanHtml(html)).toBe(clean)
})

test('headings, tables and own pictures stay', () => {
  const html =
    '<h2>一、目标</h2>\n<table><tr><td colspan="2">合计</td></tr></table>\n<p><img src="/files/12/a.png" alt="图" /></p>'
  expect(cleanHtml(html)).toBe(html)
})

test('plain text becomes paragraphs, and signs of markup stay signs', () => {
  expect(paragraphs('第一段\r\n\r\n 第二段 a<b ')).toBe('<p>第一段</p>\n<p>第二段 a&#60;b</p>')
  expect(toHtml('大于 5 < 6')).toBe('<p>大于 5 &#60; 6</p>')
})

test('the text of HTML reads line by line', () => {
  expect(textOfHtml('<h2>标题</h2><p>一&amp;二&nbsp;三</p><table><tr><td>甲</td><td>乙</td></tr></table>')).toBe(
    '标题\n一&二 三\n甲 乙',
  )
})
