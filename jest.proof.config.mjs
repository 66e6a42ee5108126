import base from './jest.config.mjs';

/** The long proofs, `*.proof.ts`: run by `make proof` and by the pipeline, too slow for every change. */
export default { ...base, testMatch: ['**/*.proof.ts'] };
