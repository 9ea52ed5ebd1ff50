import sanitize from 'sanitize-html'

/*
 * The text of a document is HTML of a small allowed set. It is cleaned when it is stored, never when it is shown, so
 * that what stands in the database may be shown as it is.
 */

const allowed: sanitize.IOptions = {
  allowedTags: [
    ...[
      'h2',
      'h3',
      'h4',
      'p',
      'br',
      'hr',
      'blockquote',
      'ul',
      'ol',
      'li',
      'strong',
      'em',
      'u',
      'sup',
      'sub',
      'a',
      'img',
    ],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href'],
    img: ['src', 'alt'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    ol: ['start'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  // Headings of a text stand below the title of its page.
  transformTags: { h1: 'h2', h5: 'h4', h6: 'h4', b: 'strong', i: 'em', div: 'p' },
  // Pictures come from this site's own files: one from elsewhere would tell strangers who reads what.
  exclusiveFilter: (frame) => frame.tag === 'img' && !/^\/files\/[\w./%-]+$/.test(frame.attribs.src ?? ''),
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title'],
  enforceHtmlBoundary: false,
}

/** HTML reduced to the allowed set: whatever else was there is gone, its text stays. */
export function cleanHtml(html: string): string {
  return sanitize(html, allowed)
    .replace(/<p>(?:\s|&nbsp;|<br \/>)*<\/p>/g, '')
    .trim()
}

/** Plain text as HTML: a paragraph for each line that is not empty. */
export function paragraphs(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('\n')
}

/** A text that may be plain or HTML, as clean HTML. */
export function toHtml(typed: string): string {
  return /<(p|div|h[1-6]|table|ul|ol|br|strong|em|b|i|a|img|blockquote)[\s/>]/i.test(typed)
    ? cleanHtml(typed)
    : paragraphs(typed)
}

/**
 * What a person would read of a clean text: no markup, one line for each block. In a clean text every `<` begins a tag,
 * so it needs no parser; a beginning of a text may end inside one.
 */
export function textOfHtml(html: string): string {
  const text = html
    .replace(/<(?:br|hr|\/p|\/h\d|\/li|\/tr|\/caption|\/blockquote)\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]>/gi, ' ')
    .replace(/<\/?[a-z][^>]*(?:>|$)/gi, '')
  return unescapeHtml(text)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
