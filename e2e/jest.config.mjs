/** The flow through the front door, against whatever `outputs.json` in STATE_DIR says is up. */
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
  testTimeout: 60_000,
  verbose: true,
};
