/** Unit tests sit beside the source they test; e2e/ has its own configuration, since it needs an environment that is up. */
export default {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/lambdas',
    '<rootDir>/mock-origin',
    '<rootDir>/provision',
    '<rootDir>/emulator',
    '<rootDir>/console',
    '<rootDir>/environment',
    '<rootDir>/e2e',
    '<rootDir>/examples',
    '<rootDir>/package',
  ],
  testMatch: ['**/*.test.ts'],
  // Run by Vitest, from a test.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/examples/vitest/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript' },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Every core: on a machine with two, Jest would leave one idle.
  maxWorkers: '100%',
  // A worker keeps the modules of every file that it ran. Left alone it grows to gigabytes, collects garbage more than it tests, and ends.
  workerIdleMemoryLimit: '800MB',
  // Says that a test hangs, not that a machine is slow.
  testTimeout: 180_000,
};
