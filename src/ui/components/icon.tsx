/** Line drawings on a 24 grid, stroked with the colour of the text beside them. */
const paths = {
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16 16l4.5 4.5',
  next: 'M9 5l7 7-7 7',
  previous: 'M15 5l-7 7 7 7',
  down: 'M5 9l7 7 7-7',
  external: 'M9 5H5v14h14v-4M13 4h7v7M20 4l-9 9',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6',
  large: 'M3 19 8.5 5 14 19M5 14.5h7M15.5 19l3-8 3 8M16.5 16.5h4',
  speaker: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.6 7.6 0 0 1 0 11',
  copy: 'M8 8V4h12v12h-4M4 8h12v12H4z',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5',
  upload: 'M12 16V5M7 9l5-5 5 5M4 20h16',
  check: 'M4.5 12.5l5 5 10-11',
  cross: 'M6 6l12 12M18 6L6 18',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 11v6M12 7v.6',
  warning: 'M12 4 2.8 20h18.4zM12 10v5M12 17.4v.2',
  stop: 'M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3zM12 7.5v5.5M12 16v.3',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM12 7v5.5l3.5 2',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  menu: 'M4 7h16M4 12h16M4 17h16',
  filter: 'M4 6h16l-6.2 7v6l-3.6-2v-4z',
  feed: 'M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M5.5 18a.8.8 0 1 0 1.6 0 .8.8 0 0 0-1.6 0',
  empty: 'M3.5 13 6 5h12l2.5 8v6.5h-17zM3.5 13H9c0 2 1.2 3 3 3s3-1 3-3h5.5',
  // The six things people come for.
  handle: 'M5 4h14v16H5zM8.5 9h7M8.5 13h3M13 16.5l1.5 1.5 3-3.5',
  policy: 'M4 5.5c3-1 6-.6 8 1 2-1.6 5-2 8-1V19c-3-1-6-.6-8 1-2-1.6-5-2-8-1zM12 6.5V20',
  request: 'M6 3.5h8l4 4V20.5H6zM12 17.5v-6.5M9 13.5l3-3 3 3',
  letter: 'M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7',
  ticket: 'M4 6h16v4a2 2 0 0 0 0 4v4H4v-4a2 2 0 0 0 0-4zM14 6v2.5M14 10.8v2.5M14 15.5V18',
  progress: 'M5 5.5h.1M5 12h.1M5 18.5h.1M9.5 5.5h10M9.5 12h10M9.5 18.5h6',
} as const

export type IconName = keyof typeof paths

/** A small drawing beside words; it never stands for them, so it is hidden from assistive technology. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** The sign of the house: the nine rooms of the bright hall, the middle one lit. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="M1.5 1.5h29v29h-29zM1.5 11h29M1.5 21h29M11 1.5v29M21 1.5v29"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
      />
      <path d="M11 11h10v10H11z" fill="var(--color-cinnabar)" />
    </svg>
  )
}
