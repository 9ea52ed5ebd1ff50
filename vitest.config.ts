import { defineConfig } from 'vitest/config'

// Vite compiles TSX with the options of tsconfig.json, so pages render in tests as they do in the house.
const shared = { environment: 'node', globals: false, pool: 'forks', restoreMocks: true } as const

export default defineConfig({
  test: {
    // Two cores are what the smallest machine has; more workers would only wait for each other.
    maxWorkers: 2,
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'house',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'journeys',
          include: ['tests/journeys/**/*.test.{ts,tsx}', 'tests/support/browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
