import { lookup as resolve } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** What an address of the wide world answered. */
export type Answer = { outcome: 'ok' | 'broken' | 'silent' | 'refused'; status: number | null; answer: string }

type ProbeOptions = {
  /** Time for each step: one request, one redirection. */
  milliseconds?: number
  /** Which addresses of the network may be visited; default: those of the open internet. */
  permitted?: (address: string) => boolean
}

/**
 * Visits an address to see whether something is there: HEAD, and GET where a server does not know that, at most five
 * redirections. Whatever a text says, this never reaches into our own network: every name is resolved here, and the
 * connection goes to the very address that was judged.
 */
export async function probe(url: string, options: ProbeOptions = {}): Promise<Answer> {
  let at = url
  for (let hops = 0; hops <= 5; hops++) {
    const head = await visit(at, 'HEAD', options)
    const reply = !('outcome' in head) && asksForGet(head.status) ? await visit(at, 'GET', options) : head
    if ('outcome' in reply) return reply
    const { status, location } = reply
    if (status >= 300 && status < 400 && location) {
      const next = URL.canParse(location, at) ? new URL(location, at).href : undefined
      if (!next) return { outcome: 'broken', status, answer: '转到一个写错的地址' }
      at = next
      continue
    }
    return judge(status)
  }
  return { outcome: 'broken', status: null, answer: '转来转去没有尽头' }
}

const asksForGet = (status: number) =>
  status === 400 || status === 403 || status === 404 || status === 405 || status === 501

/** 404 and 410 say that a place is gone; other refusals may be meant for machines, and faults may pass. */
function judge(status: number): Answer {
  if (status < 400) return { outcome: 'ok', status, answer: '' }
  if (status === 404 || status === 410) return { outcome: 'broken', status, answer: '对方说没有这一页' }
  if (status === 401 || status === 403 || status === 429)
    return { outcome: 'ok', status, answer: '对方不让程序看，请人工打开' }
  return { outcome: 'silent', status, answer: '对方网站出错' }
}

type Reply = { status: number; location: string | undefined }

function visit(url: string, method: 'HEAD' | 'GET', options: ProbeOptions): Promise<Reply | Answer> {
  const { milliseconds = 10_000, permitted = isPublicAddress } = options
  const refused: Answer = { outcome: 'refused', status: null, answer: '地址在内部网络，外面的人打不开' }
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address) return Promise.resolve({ outcome: 'broken', status: null, answer: '地址写错了' })
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return Promise.resolve(refused)
  const host = address.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !permitted(host)) return Promise.resolve(refused)
  let closed = false
  const lookup: LookupFunction = (name, { family, hints }, done) =>
    resolve(name, { family, hints, all: true }, (error, found) => {
      if (error) return done(error, [])
      closed = found.some((f) => !permitted(f.address))
      if (closed) return done(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), [])
      done(null, found)
    })
  return new Promise((settle) => {
    const send = address.protocol === 'https:' ? secureRequest : plainRequest
    const headers = { 'user-agent': 'mingtang-link-check/1.0', accept: '*/*' }
    const req = send(address, { method, headers, lookup, agent: false, signal: AbortSignal.timeout(milliseconds) })
    req.once('response', (res) => {
      // The head is all that is asked for.
      res.destroy()
      settle({ status: res.statusCode ?? 0, location: res.headers.location })
    })
    req.once('error', (error: NodeJS.ErrnoException) => settle(closed ? refused : failed(error)))
    req.end()
  })
}

function failed({ code, name }: NodeJS.ErrnoException): Answer {
  if (code === 'ENOTFOUND') return { outcome: 'broken', status: null, answer: '没有这个网站（域名查不到）' }
  if (name === 'AbortError' || name === 'TimeoutError')
    return { outcome: 'silent', status: null, answer: '等了很久没有应答' }
  if (code?.startsWith('ERR_TLS') || code?.startsWith('CERT_') || code === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return { outcome: 'silent', status: null, answer: '对方网站的安全证书有问题' }
  return { outcome: 'silent', status: null, answer: '连接不上' }
}

const closedNets = new BlockList()
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  closedNets.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ...([
    ['::', 128],
    ['::1', 128],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
  ] as const),
  ...([
    ['2001:db8::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
] as const)
  closedNets.addSubnet(net, bits, 'ipv6')

/** Whether an address belongs to the open internet: not to this machine, a private net or one set aside (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(?:0:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return isPublicAddress(mapped)
  const family = isIP(address)
  if (family === 0) return false
  // A mapped address may also be written in hexadecimal; there is no good reason to link to one.
  if (family === 6 && /^::ffff:/i.test(address)) return false
  return !closedNets.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
