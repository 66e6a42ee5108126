import { emptyEngine } from '../empty-engine.ts';

// Vitest waits for a set-up file before it loads the test file.
await emptyEngine(process.env['VITEST_POOL_ID']);
