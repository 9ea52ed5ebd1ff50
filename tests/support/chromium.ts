import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/**
 * Parts of a browser that nobody sees here. Two pages of its address bar began with every window and took as long as a page
 * of ours. Of such flags the last counts, so those that Playwright leaves out stand here too.
 */
const without = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${without.join()}`,
]

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge']

const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

type Program = { executablePath: string; env: Record<string, string | undefined> }

/**
 * Starts the Chromium of the system, or else the one that npm brings (Linux on x64, with the libraries it needs).
 * MINGTANG_CHROMIUM names another program; the word `npm` asks for the one from npm.
 */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  const settings = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return chromium.launch({ executablePath, args: flags, env: Object.fromEntries(settings) })
}

async function findChromium(): Promise<Program> {
  const wanted = process.env.MINGTANG_CHROMIUM
  if (wanted && wanted !== 'npm') return { executablePath: wanted, env: process.env }
  const system = wanted === 'npm' ? undefined : systemChromium()
  if (system) return { executablePath: system, env: process.env }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'The browser tests found no Chromium: install Chrome or Chromium, or name one in MINGTANG_CHROMIUM.',
    )
  return chromiumFromNpm()
}

function systemChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...places.slice(0, 3)].filter(Boolean)
  const candidates = folders.flatMap((folder) => programs.map((program) => join(folder, program)))
  return [...candidates, ...places.slice(3)].find((path) => existsSync(path))
}

/** Unpacks the browser once for each user and version; two test workers may try at the same time. */
async function chromiumFromNpm(): Promise<Program> {
  const { version } = JSON.parse(await readFile(manifest('@sparticuz/chromium'), 'utf8')) as { version: string }
  const home = join(tmpdir(), `mingtang-chromium-${version}-${userInfo().username}`)
  if (!existsSync(home)) {
    const fresh = await mkdtemp(join(tmpdir(), 'mingtang-chromium-'))
    await unpack(fresh)
    await writeFile(join(fresh, 'fonts.conf'), fontsOf(home))
    // Renaming is atomic, so nobody sees half a browser; whoever comes second throws his copy away.
    await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }))
  }
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
  }
  return { executablePath: join(home, 'chromium'), env }
}

/** The fonts of the system and the one that came along: a page without any font has no size. */
function fontsOf(home: string): string {
  const folders = [join(home, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts']
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `  <dir>${folder}</dir>`).join('\n')}
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`
}

/**
 * The package unpacks into the folder for temporary files, and its libraries only where it takes itself to run on
 * Amazon Linux; both are read from the environment.
 */
async function unpack(folder: string): Promise<void> {
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV }
  const libraries = process.env.LD_LIBRARY_PATH
  const fonts = process.env.FONTCONFIG_PATH
  await mkdir(folder, { recursive: true })
  try {
    Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    for (const [name, value] of Object.entries({ ...before, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts }))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
}

function manifest(name: string): string {
  // The package exports no package.json, so its folder is found through its entry.
  let folder = dirname(createRequire(import.meta.url).resolve(name))
  while (!existsSync(join(folder, 'package.json')) || !folder.endsWith(join('@sparticuz', 'chromium')))
    folder = dirname(folder)
  return join(folder, 'package.json')
}
