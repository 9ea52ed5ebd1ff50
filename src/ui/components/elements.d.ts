import 'preact'

/** The custom elements, as TSX knows them; each only makes pleasanter what works without it. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'mt-upload': HTMLAttributes<HTMLElement> & { 'data-max'?: number | undefined }
      'mt-confirm': HTMLAttributes<HTMLElement> & { 'data-question': string; 'data-yes': string }
      'mt-copy': HTMLAttributes<HTMLElement> & { 'data-text': string }
      'mt-live': HTMLAttributes<HTMLElement> & { 'data-from': string }
      'mt-print': HTMLAttributes<HTMLElement>
      'mt-speak': HTMLAttributes<HTMLElement> & { 'data-of': string }
    }
  }
}
