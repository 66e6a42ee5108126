// @ts-check
/** The thread's program when the engine runs from source: tsx does not extend to threads by itself. */
import { register } from 'tsx/esm/api';

register();
await import('./yaml-thread.ts');
