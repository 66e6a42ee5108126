import base from './jest.config.mjs';

/** What needs a real LocalStack, `*.localstack.ts`: run by `make localstack-test`, which installs it. */
export default { ...base, testMatch: ['**/*.localstack.ts'] };
