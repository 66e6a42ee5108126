import { beginRun } from '../engine-of-run.ts';

let endRun: (() => Promise<void>) | undefined;

/** Jest's `globalSetup`. */
export default async function setUp(): Promise<void> {
  endRun = await beginRun();
}

/** What `globalTeardown` calls, in the same process. */
export async function tearDown(): Promise<void> {
  await endRun?.();
}
