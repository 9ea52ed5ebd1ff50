import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps short personal data unreadable at rest, and findable without being readable. */
export type Seal = {
  /** AES-256-GCM: 12 bytes nonce, text, 16 bytes tag. Sealing twice gives two different results. */
  seal(text: string): Buffer
  /** Throws when the bytes were altered or sealed under another key. */
  open(sealed: Buffer): string
  /** HMAC-SHA-256: the same text always gives the same digest, which cannot be computed without the key. */
  digest(text: string): Buffer
}

/**
 * @param secret - of the installation; keys are derived from it
 * @param subject - what is sealed: each subject has keys of its own, so that digests of one cannot be compared with another's
 */
export function sealWith(secret: string, subject: string): Seal {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `mingtang ${subject} ${purpose}`, 32))
  const sealing = key('seal')
  const digesting = key('digest')
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce)
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, 12), { authTagLength: 16 })
      decipher.setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
    },
    digest: (text) => createHmac('sha256', digesting).update(text, 'utf8').digest(),
  }
}
