import { moduleKinds } from './module-kinds.ts';
import { packages } from './packages.ts';
import { runtimeSdk } from './runtime-sdk.ts';
import { surroundings } from './surroundings.ts';
import { symbolicLinks } from './symbolic-links.ts';
import type { ZipRow } from './zip-row.ts';

/** Zips of Node.js functions. */
export const nodeZips: readonly ZipRow[] = [
  ...moduleKinds,
  ...packages,
  ...runtimeSdk,
  ...symbolicLinks,
  ...surroundings,
];
