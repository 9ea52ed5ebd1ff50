/** Stand in for what the reader of PDFs would draw pages with: only their words are read. */
export class DOMMatrix {}
export class Path2D {}
