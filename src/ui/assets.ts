/** What the build made of each source: `src/ui/styles/main.css` → `{ file: 'main-3fa9.css' }`. */
export type Manifest = Readonly<Record<string, { file: string }>>

let manifest: Manifest = {}

/** Tells where built assets are; called once at start by whoever serves them. */
export function useAssets(built: Manifest): void {
  manifest = built
}

/**
 * Address of a built asset, from its source under `src/ui/`: `styles/main.css` → `/assets/main-3fa9.css`.
 * The name carries a hash of the content, so it may be kept for ever. Before a build, as in tests, the plain name is given.
 */
export function assetAddress(source: string): string {
  const plain = source.slice(source.lastIndexOf('/') + 1).replace(/\.ts$/, '.js')
  return `/assets/${manifest[`src/ui/${source}`]?.file ?? plain}`
}
