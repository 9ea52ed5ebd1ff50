import type { Day } from '../core/day.ts'

/** One event of a calendar file; hours as `HH:MM` in Asia/Shanghai. */
export type CalendarEvent = {
  /** The same for all versions of the event, and for no other in the world. */
  uid: string
  /** How often it was changed: calendars take the highest. */
  sequence: number
  /** When this version came about. */
  stamp: Date
  day: Day
  starts: string
  ends: string
  title: string
  place: string
  text: string
  url: string
  cancelled: boolean
}

/**
 * A calendar file with one event and a reminder two hours before, as phones and mail programs take it. The time zone stands
 * in it, so that the hour is right wherever the file is read; China keeps no summer time.
 * @param product - of whom it comes, such as `明堂`
 * @basis RFC 5545 §3.1 (lines of 75 octets), §3.3.11 (escapes), §3.6.5 (time zone)
 */
export function calendarFile(product: string, e: CalendarEvent): string {
  const at = (clock: string) => `;TZID=Asia/Shanghai:${e.day.replaceAll('-', '')}T${clock.replace(':', '')}00`
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//${escaped(product)}//mingtang//ZH`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VTIMEZONE',
    'TZID:Asia/Shanghai',
    'BEGIN:STANDARD',
    'DTSTART:19920101T000000',
    'TZOFFSETFROM:+0800',
    'TZOFFSETTO:+0800',
    'TZNAME:CST',
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    `UID:${escaped(e.uid)}`,
    `SEQUENCE:${e.sequence}`,
    `DTSTAMP:${e.stamp.toISOString().replace(/[-:]|\.\d+/g, '')}`,
    `DTSTART${at(e.starts)}`,
    `DTEND${at(e.ends)}`,
    `SUMMARY:${escaped(e.title)}`,
    `LOCATION:${escaped(e.place)}`,
    `DESCRIPTION:${escaped(e.text)}`,
    `URL:${e.url}`,
    `STATUS:${e.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT2H',
    `DESCRIPTION:${escaped(e.title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')

/** Longest line, octets of UTF-8; what is longer goes on behind a space. */
const longest = 75

function folded(line: string): string {
  const parts: string[] = []
  let [part, size] = ['', 0]
  for (const sign of line) {
    const octets = Buffer.byteLength(sign)
    if (size + octets > longest) {
      parts.push(part)
      // The space at its beginning is part of the line.
      ;[part, size] = ['', 1]
    }
    part += sign
    size += octets
  }
  return [...parts, part].join('\r\n ')
}
