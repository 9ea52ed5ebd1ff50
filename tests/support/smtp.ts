import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

/** A mail as its receiver reads it. */
export type Mail = { to: string; subject: string; text: string }

/** A mail server that keeps what comes; closed when the file ends. @returns its address, and the mails so far */
export async function mailServer(): Promise<{ smtpUrl: string; mails: Mail[] }> {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', ...read(Buffer.concat(chunks).toString('utf8')) })
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  afterAll(() => server.close(() => undefined))
  return { smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails }
}

/** Subject and text of a plain mail, decoded. RFC 2045, RFC 2047 */
function read(raw: string): Pick<Mail, 'subject' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = head.replace(/\r\n[ \t]+/g, ' ')
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? ''
  const body = rest.join('\r\n\r\n')
  const quoted = (text: string) =>
    Buffer.from(
      text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      'latin1',
    ).toString('utf8')
  const subject = header('subject')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' ')),
    )
  switch (header('content-transfer-encoding').toLowerCase()) {
    case 'base64':
      return { subject, text: Buffer.from(body, 'base64').toString('utf8') }
    case 'quoted-printable':
      return { subject, text: quoted(body.replace(/=\r\n/g, '')) }
    default:
      return { subject, text: body }
  }
}
