import { describe, expect, test } from 'vitest'
import { bare, docxFile, docxText, pdfPages } from '../../../tests/support/papers.ts'
import { day } from '../../core/day.ts'
import { type Paper, renderDocx, renderPdf } from './index.ts'

const letter: Paper = {
  kind: 'letter',
  issuer: '津市市人民政府办公室',
  title: '政府信息公开申请答复书',
  documentNumber: '津政公开答〔2026〕3号',
  addressee: '李建国',
  blocks: [
    { type: 'heading', level: 1, text: '一、可以公开的内容' },
    { type: 'paragraph', text: '现将文件提供给您。\n请查收。' },
    { type: 'list', items: ['收费标准', '收费依据'] },
    { type: 'fields', rows: [['登记编号', '2026-0003']] },
    {
      type: 'working',
      caption: '答复期限怎么算的',
      steps: [{ what: '收到申请', count: '当日不计', day: day('2025-11-03') }],
    },
    { type: 'note', text: '本件一式两份。' },
  ],
  attachments: ['停车收费通知', '收费标准表'],
  signature: { name: '津市市人民政府办公室', day: day('2026-01-05'), seal: '电子件与原件一致' },
  remark: '联系人王芳',
  copyTo: ['发展和改革局', '城市管理局'],
  query: { url: 'https://www.jinshi.invalid/my/requests/3', lines: ['扫码查看办理进度'] },
}

/** All that a paper says, in reading order. */
const said =
  '津政公开答〔2026〕3号|政府信息公开申请答复书|李建国：|一、可以公开的内容|现将文件提供给您。|请查收。|1.收费标准|2.收费依据|登记编号|2026-0003|' +
  '答复期限怎么算的|事项|计算|日期|收到申请|当日不计|2025年11月3日|本件一式两份。|附件：1.停车收费通知|2.收费标准表|' +
  '津市市人民政府办公室|2026年1月5日|电子件与原件一致|（联系人王芳）|抄送：发展和改革局，城市管理局。|扫码查看办理进度'

const withText = (text: string): Paper => ({ ...letter, blocks: [{ type: 'paragraph', text }] })

/** Texts that would do harm if a renderer took them for markup. */
const hostile = [
  '#panic("x") #{ let a = 1 } $ x^2 $ \\ @label <label> `raw` *strong* _emph_ = heading - list // comment /* */ ~ ---',
  '</w:t></w:r></w:p><script>alert(1)</script> &amp; &#0; ]]> <?xml?>',
  '{"a":"b"} #{env} <%= x %> {{x}} %s %n ../../etc/passwd',
  'Кириллица Ünïcödé naïve ①②③ ½ ㎡ ℃',
]

describe('a paper as .docx and as PDF', () => {
  test('says the same in both, in the same order', async () => {
    const expected = bare(said.replaceAll('|', ''))
    expect(docxText(await renderDocx(letter))).toBe(expected)
    const pages = await pdfPages(await renderPdf(letter))
    // The red name and the page number belong to the page in .docx.
    expect(pages.join('').replace(letter.issuer, '').replace('—2—', '')).toBe(expected)
  })

  test.each(hostile)('shows what a citizen typed as it was typed: %s', async (text) => {
    const paper = withText(text)
    expect(docxText(await renderDocx(paper))).toContain(bare(text))
    expect((await pdfPages(await renderPdf(paper))).join('')).toContain(bare(text))
  })

  test('takes hostile text in every place where a text can stand', async () => {
    const text = hostile[0] as string
    const everywhere: Paper = {
      ...letter,
      issuer: text,
      title: text,
      documentNumber: text,
      addressee: text,
      blocks: [
        { type: 'heading', level: 2, text },
        { type: 'list', items: [text] },
        { type: 'table', caption: text, columns: [{ label: text }], rows: [[text]] },
        { type: 'note', text },
      ],
      attachments: [text],
      signature: { name: text, day: day('2026-01-05') },
      remark: text,
      copyTo: [text],
      query: { url: `https://www.jinshi.invalid/?${encodeURIComponent(text)}`, lines: [text] },
    }
    const times = (whole: string) => whole.split(bare(text)).length - 1
    expect(times(docxText(await renderDocx(everywhere)))).toBe(14)
    expect(times((await pdfPages(await renderPdf(everywhere))).join(''))).toBe(15)
  })

  test('loses control signs, half characters and marks that turn writing around', async () => {
    const paper = withText('甲\u0000\u0007乙\ud800丙\u202e丁\u2066戊')
    expect(docxText(await renderDocx(paper))).toContain('甲乙\ufffd丙丁戊')
    expect((await pdfPages(await renderPdf(paper))).join('')).toMatch(/甲乙.?丙丁戊/u)
  })

  test('prints signs that no font has, and writing from right to left, without failing', async () => {
    const paper = withText('表情😀🏮 שלום عربي 私用区\ue123。')
    expect(docxText(await renderDocx(paper))).toContain('表情😀🏮')
    const pdf = await renderPdf(paper)
    expect((await pdfPages(pdf)).join('')).toMatch(/表情.*私用区/)
    expect(pdf.toString('latin1')).toContain('/MarkInfo')
  })

  test('breaks ten thousand characters over pages, a word without spaces too', async () => {
    for (const text of ['政'.repeat(10_000), 'x'.repeat(10_000)]) {
      const pages = await pdfPages(await renderPdf(withText(text)))
      expect(pages.length).toBeGreaterThan(5)
      expect(pages.join('').replace(/—\d+—/g, '').includes(text)).toBe(true)
      expect(docxText(await renderDocx(withText(text))).includes(text)).toBe(true)
    }
  })

  test('repeats the head of a table on every page, and marks it as head in .docx', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [`第${i + 1}页`, '企业报价', '商业秘密'])
    const columns = [{ label: '所在位置' }, { label: '内容摘要' }, { label: '不予公开的理由' }]
    const paper: Paper = { ...letter, blocks: [{ type: 'table', columns, rows }] }
    const pages = await pdfPages(await renderPdf(paper))
    const withRows = pages.filter((page) => page.includes('企业报价'))
    expect(withRows.length).toBeGreaterThan(2)
    for (const page of withRows) expect(page).toContain('所在位置内容摘要不予公开的理由')
    expect(docxFile(await renderDocx(paper), 'word/document.xml')).toContain('<w:tblHeader/>')
  })

  test('prints heads of several rows and cells over several columns and rows', async () => {
    const paper: Paper = {
      ...letter,
      blocks: [
        {
          type: 'table',
          columns: [{ label: '项目', width: 2 }, { label: '自然人' }, { label: '法人' }, { label: '总计' }],
          head: [
            [
              { text: '办理情况', down: 2 },
              { text: '申请人', across: 2 },
              { text: '总计', down: 2 },
            ],
            ['自然人', '法人'],
          ],
          rows: [['予以公开', '3', '1', '4'], [{ text: '无', across: 4 }]],
        },
      ],
    }
    const said = '办理情况申请人总计自然人法人予以公开314无'
    const docx = await renderDocx(paper)
    expect(docxText(docx)).toContain(said)
    const body = docxFile(docx, 'word/document.xml')
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(2)
    expect(body).toContain('<w:gridSpan w:val="4"/>')
    expect(body.match(/<w:vMerge w:val="restart"\/>/g)).toHaveLength(2)
    const pdf = await renderPdf(paper)
    expect((await pdfPages(pdf)).join('')).toContain('予以公开314无')
    expect(pdf.toString('latin1')).toMatch(/pdfuaid:part="?1|<pdfuaid:part>1/)
  })

  test('keeps a row that heads others on the page of the first of them, all the way through', async () => {
    const groups = Array.from({ length: 40 }, (_, i) => i)
    const table = {
      type: 'table',
      columns: [{ label: '指标', width: 4 }, { label: '数' }],
      // Uneven, so that pages end at every place of a group.
      rows: groups.flatMap((i) => [
        [`标题${i}`, '—'],
        [`小标题${i}`, '—'],
        ...Array.from({ length: 1 + (i % 3) }, () => ['内容', '1']),
      ]),
    } as const
    const headings = table.rows.flatMap(([text], i) => (text === '内容' ? [] : [i]))
    const paper: Paper = { ...letter, blocks: [{ ...table, headings }] }
    const ends = (pages: readonly string[]) =>
      pages.map((page) => page.replace(/—\d+—$/, '')).filter((p) => /指标数/.test(p))
    const pages = ends(await pdfPages(await renderPdf(paper)))
    expect(pages.length).toBeGreaterThan(3)
    for (const page of pages) expect(page).not.toMatch(/标题\d+—$/)
    const xml = docxFile(await renderDocx(paper), 'word/document.xml')
    for (const [row] of xml.matchAll(/<w:tr>.*?<\/w:tr>/gs))
      if (!row.includes('tblHeader')) expect(row.includes('<w:keepNext/>'), row).toBe(row.includes('标题'))
  })

  test('sets a table of many rows small and whole, its labels to the left and its numbers in the middle', async () => {
    const rows = Array.from({ length: 28 }, (_, i) => [
      { text: `第${i}行`, align: 'left' as const },
      ...Array.from({ length: 8 }, () => '0'),
    ])
    const columns = Array.from({ length: 9 }, (_, i) => ({ label: `列${i}`, align: 'center' as const }))
    const long = Array.from({ length: 12 }, () => ({ type: 'paragraph', text: '正文'.repeat(60) }) as const)
    const paper: Paper = {
      ...letter,
      blocks: [...long, { type: 'heading', level: 1, text: '大表' }, { type: 'table', columns, rows, dense: true }],
    }
    const pages = await pdfPages(await renderPdf(paper))
    const page = pages.find((p) => p.includes('大表'))
    expect(page).toContain('第0行')
    expect(page).toContain('第27行')
    const xml = docxFile(await renderDocx(paper), 'word/document.xml')
    expect(xml).toMatch(/<w:pageBreakBefore\/>(?:(?!<\/w:p>).)*大表/s)
    expect(xml).toMatch(/<w:jc w:val="left"\/>(?:(?!<\/w:p>).)*第3行/s)
    expect(xml.match(/<w:jc w:val="center"\/>(?:(?!<\/w:p>).)*>0</gs)).toHaveLength(28 * 8)
  })

  test('prints a chart, its Chinese texts too, and says what it shows to those who cannot see it', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 400 100"><rect width="300" height="40" fill="#5f6b76"/><text x="10" y="80" font-size="20">主动公开</text></svg>'
    const alt = '柱状图：主动公开5078条'
    const paper: Paper = { ...letter, blocks: [{ type: 'picture', caption: '图1', svg, alt, width: 120, height: 30 }] }
    const docx = await renderDocx(paper)
    expect(docxFile(docx, 'word/document.xml')).toContain(alt)
    const pdf = await renderPdf(paper)
    expect(pdf.toString('latin1')).toMatch(/\/Alt/)
    expect((await pdfPages(pdf)).join('')).toContain('主动公开')
  })

  test('that cannot be made says so, and the next one is made', async () => {
    const broken: Paper = {
      ...letter,
      blocks: [{ type: 'picture', svg: 'no drawing', alt: '图', width: 10, height: 10 }],
    }
    await expect(renderPdf(broken)).rejects.toThrow(/the paper could not be made/)
    await expect(renderDocx(broken)).rejects.toThrow(/the paper could not be made/)
    expect((await pdfPages(await renderPdf(letter)))[0]).toContain(letter.title)
  })

  test('never leaves the signature alone on a page', async () => {
    const signed = `${letter.issuer}2026年1月5日`
    const lonely: number[] = []
    for (let lines = 8; lines < 16; lines++) {
      const blocks = Array.from({ length: lines }, (_, i) => ({ type: 'paragraph' as const, text: `第${i}段。` }))
      const { issuer, kind, title, signature } = letter
      const pages = await pdfPages(await renderPdf({ issuer, kind, title, blocks, signature }))
      if (pages.some((page) => page.startsWith(signed))) lonely.push(lines)
    }
    expect(lonely).toEqual([])
  })

  test('numbers the pages of a report from the first, those of a letter from the second', async () => {
    const blocks = Array.from({ length: 80 }, () => ({ type: 'paragraph' as const, text: '政府信息公开。' }))
    const letterPages = await pdfPages(await renderPdf({ ...letter, blocks }))
    expect(letterPages.map((p) => /—(\d)—/.exec(p)?.[1])).toEqual([
      undefined,
      ...letterPages.slice(1).map((_, i) => `${i + 2}`),
    ])
    const reportPages = await pdfPages(await renderPdf({ ...letter, kind: 'report', blocks }))
    expect(reportPages.map((p) => /—(\d)—/.exec(p)?.[1])).toEqual(reportPages.map((_, i) => `${i + 1}`))
  })
})

describe('the PDF', () => {
  test('is tagged, names its title and language, and brings its fonts', async () => {
    const pdf = (await renderPdf(letter)).toString('latin1')
    expect(pdf).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/)
    expect(pdf).toContain('/StructTreeRoot')
    expect(pdf).toMatch(/\/Lang\s*\(zh-CN\)/)
    expect(pdf).toMatch(/pdfuaid:part="?1|<pdfuaid:part>1/)
    const fonts = [...pdf.matchAll(/\/FontName\s*\/([^\s/]+)/g)].map((m) => m[1] ?? '')
    expect(fonts.length).toBeGreaterThan(1)
    // Six letters and a plus sign: only the signs that are used.
    for (const name of fonts) expect(name).toMatch(/^[A-Z]{6}\+/)
    expect(pdf.match(/\/FontFile[23]?\s/g)).toHaveLength(fonts.length)
  })

  test('is the same bytes for the same paper, however many are asked for at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, i) => renderPdf({ ...letter, addressee: `申请人${i % 2}` })),
    )
    expect(new Set(all.map((pdf) => pdf.toString('base64'))).size).toBe(2)
  })

  test('is set in a thread of its own: the house answers meanwhile', async () => {
    let turns = 0
    const clock = setInterval(() => turns++, 5)
    const blocks = Array.from({ length: 1500 }, () => ({
      type: 'paragraph' as const,
      text: '政府信息公开。'.repeat(20),
    }))
    await renderPdf({ ...letter, blocks })
    clearInterval(clock)
    expect(turns).toBeGreaterThan(10)
  })
})

describe('the .docx', () => {
  test('has headings, styles with the names officials know, a title and page number fields', async () => {
    const docx = await renderDocx(letter)
    const body = docxFile(docx, 'word/document.xml')
    expect(body).toContain('<w:pStyle w:val="Heading1"/>')
    expect(body).toContain('<w:pStyle w:val="Title"/>')
    const styles = docxFile(docx, 'word/styles.xml')
    for (const name of ['公文正文', '发文字号', '成文日期', '附件说明']) expect(styles).toContain(`w:val="${name}"`)
    expect(docxFile(docx, 'docProps/core.xml')).toContain(letter.title)
    const footers = ['footer1', 'footer2', 'footer3'].map((name) => docxFile(docx, `word/${name}.xml`))
    expect(footers.filter((footer) => footer.includes('PAGE'))).toHaveLength(2)
  })

  test('keeps the measures of the standard: A4, margins 37, 35, 28 and 26 mm, lines of 28 points', async () => {
    const docx = await renderDocx(letter)
    const body = docxFile(docx, 'word/document.xml')
    expect(body).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    expect(body).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    expect(docxFile(docx, 'word/styles.xml')).toContain('w:line="560"')
  })
})
