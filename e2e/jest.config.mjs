/** The end-to-end tests, against what `outputs.json` in STATE_DIR describes. */
export default {
  testEnvironment: 'node',
  rootDir: '.',
  testMatch: ['**/*.e2e.ts'],
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
  testTimeout: 180_000,
  verbose: true,
};
