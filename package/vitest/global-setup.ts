export { beginRun as default } from '../engine-of-run.ts';
