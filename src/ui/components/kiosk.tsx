import type { ComponentChildren } from 'preact'
import { Field, type FieldProps, wire } from './field.tsx'
import { Icon, type IconName } from './icon.tsx'
import { classes } from './render.ts'

/** Something large to press on a terminal: a verb, what it is for, how things stand. */
export type BigTile = {
  label: string
  href: string
  icon?: IconName
  /** A letter in place of a drawing, as zones have one. */
  letter?: string
  note?: ComponentChildren
  /** Why it cannot be pressed now. */
  closed?: string | undefined
}

/** Large things to choose from, hit with a thumb; in one column where there is much to read, else in two. */
export function BigTiles({ tiles, label, columns = 2 }: { tiles: readonly BigTile[]; label: string; columns?: 1 | 2 }) {
  return (
    <nav class={`big-tiles big-tiles-${columns}`} aria-label={label}>
      <ul>
        {tiles.map((t) => (
          <li key={t.href}>
            {t.closed ? (
              <span class="big-tile big-tile-closed">
                <TileText tile={t} note={t.closed} />
              </span>
            ) : (
              <a class="big-tile" href={t.href}>
                <TileText tile={t} note={t.note} />
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TileText({ tile: { icon, letter, label }, note }: { tile: BigTile; note: ComponentChildren }) {
  return (
    <>
      {icon && <Icon name={icon} size={64} />}
      {letter && (
        <span class="big-tile-letter" aria-hidden="true">
          {letter}
        </span>
      )}
      <span class="big-tile-text">
        <span class="big-tile-label">{label}</span>
        {note && <span class="big-tile-note">{note}</span>}
      </span>
    </>
  )
}

/** Short things to choose from in a grid of keys: letters. */
export function KeyLinks({ links, label }: { links: readonly { label: string; href: string }[]; label: string }) {
  return (
    <nav class="key-links" aria-label={label}>
      <ul>
        {links.map((l) => (
          <li key={l.href}>
            <a class="key" href={l.href}>
              {l.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What can be typed into a field with keys on the screen. */
const keys = {
  digits: '123456789',
  idNumber: '123456789X',
  /** As query codes have them: nothing that is mistaken for something else. */
  code: '23456789ABCDEFGHJKMNPQRSTVWXYZ',
  /** A letter and three figures, as numbers are called. */
  label: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789',
} as const

/**
 * A field with keys on the screen, for who has no keyboard; page element `mt-keypad`. A card reader that types, or a
 * keyboard, writes into it as well; without scripts the browser's own keys do.
 */
export function KeypadField(
  props: FieldProps & { signs: keyof typeof keys; value?: string | undefined; maxLength?: number },
) {
  const wiring = wire(props)
  const signs = [...keys[props.signs], ...(props.signs === 'code' ? [] : ['0'])]
  return (
    <mt-keypad data-max={props.maxLength}>
      <Field props={props} wiring={wiring}>
        <input
          {...wiring.control}
          class="input keypad-input"
          type="text"
          value={props.value ?? ''}
          autocomplete="off"
          spellcheck={false}
          maxlength={props.maxLength}
          inputmode={props.signs === 'digits' ? 'numeric' : 'text'}
        />
      </Field>
      <fieldset class={classes('keypad', `keypad-${props.signs}`)} data-keys hidden>
        <legend class="sr-only">{props.label}的按键</legend>
        {signs.map((sign) => (
          <button type="button" class="key" data-sign={sign} key={sign}>
            {sign}
          </button>
        ))}
        <button type="button" class="key key-word" data-erase>
          退格
        </button>
        <button type="button" class="key key-word" data-clear>
          清空
        </button>
      </fieldset>
    </mt-keypad>
  )
}

/** A queue number as it is given: read at arm's length, printed on a slip of 58 or 80 mm. */
export function TicketSlip({
  label,
  title,
  lines,
  children,
}: {
  label: string
  /** Hall and line. */
  title: string
  lines: readonly ComponentChildren[]
  /** The QR code. */
  children?: ComponentChildren
}) {
  return (
    <article class="ticket" aria-label={`排队号 ${label}`}>
      <p class="ticket-title">{title}</p>
      <p class="ticket-label num">{label}</p>
      <ul class="ticket-lines">
        {lines.map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ul>
      {children}
    </article>
  )
}
