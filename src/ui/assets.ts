import { existsSync, readFileSync } from 'node:fs'

const manifestFile = new URL('../../dist/assets/manifest.json', import.meta.url)

type Manifest = Readonly<Record<string, { file: string }>>

let manifest: Manifest | undefined

/**
 * Address of a built asset, from its source under `src/ui/`: `styles/main.css` → `/assets/main-3fa9.css`.
 * The name carries a hash of the content, so it may be kept for ever. Before a build, as in tests, the plain name is given.
 */
export function assetAddress(source: string): string {
  manifest ??= existsSync(manifestFile) ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : {}
  const built = manifest[`src/ui/${source}`]?.file
  const plain = source.slice(source.lastIndexOf('/') + 1).replace(/\.ts$/, '.js')
  return `/assets/${built ? built.replace(/^assets\//, '') : plain}`
}
