import type { Identity } from './identity.ts'
import { safeNext } from './rules.ts'
import { type Browser, headersOf } from './sign-in.ts'

/** Where to send a browser so that the outside provider says who it is; with `link`, to join that to the account signed in. */
export async function outsideAddress(
  { auth }: Identity,
  browser: Browser,
  wanted: { provider: string; next?: string | undefined; link?: boolean },
): Promise<{ url: string; cookies: string[] }> {
  const options = { headers: headersOf(browser), returnHeaders: true } as const
  const body = { provider: wanted.provider, errorCallbackURL: '/sign-in?done=outsideFailed', disableRedirect: true }
  const { headers, response } = wanted.link
    ? await auth.api.linkSocialAccount({ ...options, body: { ...body, callbackURL: '/my/account' } })
    : await auth.api.signInSocial({ ...options, body: { ...body, callbackURL: safeNext(wanted.next, '/my') } })
  if (!response.url) throw new Error('the identity provider has no authorisation address')
  return { url: response.url, cookies: headers.getSetCookie() }
}

/** Takes the browser back from the provider. This is the only address of better-auth that is open. */
export async function callbackFrom(
  identity: Identity,
  browser: Browser,
  url: string,
): Promise<{ location: string; cookies: string[] }> {
  const { auth } = identity
  const { baseURL = '' } = auth.options
  const answer = await auth.handler(new Request(new URL(url, baseURL), { headers: headersOf(browser) }))
  identity.forget()
  return {
    location: answer.headers.get('location') ?? '/sign-in?done=outsideFailed',
    cookies: answer.headers.getSetCookie(),
  }
}
