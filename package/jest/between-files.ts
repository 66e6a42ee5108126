import { beforeAll } from '@jest/globals';
import { emptyEngine } from '../empty-engine.ts';

beforeAll(() => emptyEngine(process.env['JEST_WORKER_ID']));
