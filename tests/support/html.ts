import { HtmlValidate } from 'html-validate'
import { expect } from 'vitest'

// Rules of the HTML standard; matters of taste in spelling are left to the components.
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: {
    // Preact writes void elements and boolean attributes in its own valid way.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'off',
    'require-sri': 'off',
  },
})

/** Expects a whole page, as sent, to be valid HTML; names each fault with its line and rule. */
export async function expectValidHtml(html: string): Promise<void> {
  const report = await validator.validateString(html)
  const lines = html.split('\n')
  const faults = report.results.flatMap(({ messages }) =>
    messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}\n    ${excerpt(lines[m.line - 1], m.column)}`),
  )
  expect(faults, `invalid HTML:\n${faults.join('\n')}`).toEqual([])
}

function excerpt(line = '', column = 1): string {
  return line.slice(Math.max(0, column - 40), column + 80)
}
