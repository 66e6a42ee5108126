import base from './jest.config.mjs';

/** What needs a real LocalStack, `*.localstack.ts`: run by `make localstack-test`, which installs it. One after the other, since each would install it. */
export default { ...base, testMatch: ['**/*.localstack.ts'], maxWorkers: 1 };
