// @ts-check
/** The thread's program where the engine runs from its sources: tsx does not follow into threads by itself. */
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
