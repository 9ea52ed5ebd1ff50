import { existsSync, globSync } from 'node:fs'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

const styles = 'src/ui/styles/main.css'

/**
 * Packages of hundreds of small modules, taken into the program: finding their files would cost every start a second.
 * All others stay in node_modules, so that what reads files beside itself finds them.
 */
const bundled = [
  'typebox',
  'kysely',
  'better-auth',
  /^@better-auth\//,
  '@better-fetch/fetch',
  'better-call',
  'zod',
  'jose',
  'pinyin-pro',
]

/** `vite build --app` makes two things: assets for the browser, named by their content, and the program for Node. */
export default defineConfig({
  plugins: [tailwindcss()],
  publicDir: false,
  builder: {},
  environments: {
    client: {
      build: {
        outDir: 'dist/assets',
        assetsDir: '.',
        // Which name each source got; pages look their styles and elements up in it.
        manifest: 'manifest.json',
        modulePreload: false,
        // A few old machines in village offices still run browsers of that year.
        target: 'es2019',
        assetsInlineLimit: 0,
        rollupOptions: {
          input: [styles, ...globSync('src/ui/elements/*.ts')].filter(
            (file) => existsSync(file) && !file.endsWith('.test.ts'),
          ),
        },
      },
    },
    ssr: {
      resolve: { external: true, noExternal: bundled },
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        target: 'node22',
        sourcemap: true,
        minify: false,
        rollupOptions: {
          input: { cli: 'src/cli.ts' },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
  },
})
