import 'preact'

/** The custom elements, as TSX knows them; each only makes pleasanter what works without it. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'mt-board': HTMLAttributes<HTMLElement>
      'mt-keypad': HTMLAttributes<HTMLElement> & { 'data-max'?: number | undefined }
      'mt-kiosk': HTMLAttributes<HTMLElement> & {
        'data-start': string
        'data-ping': string
        'data-home'?: '' | undefined
      }
      'mt-upload': HTMLAttributes<HTMLElement> & { 'data-max'?: number | undefined }
      'mt-confirm': HTMLAttributes<HTMLElement> & { 'data-question': string; 'data-yes': string }
      'mt-copy': HTMLAttributes<HTMLElement> & { 'data-text': string }
      'mt-lookup': HTMLAttributes<HTMLElement> & {
        'data-of': string
        'data-ask': string
        'data-begin'?: string | undefined
      }
      'mt-insert': HTMLAttributes<HTMLElement> & { 'data-into': string }
      'mt-live': HTMLAttributes<HTMLElement> & { 'data-from': string }
      'mt-print': HTMLAttributes<HTMLElement>
      'mt-speak': HTMLAttributes<HTMLElement> & { 'data-of': string }
    }
  }
}
