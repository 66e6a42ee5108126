import { parentPort, workerData } from 'node:worker_threads';
import type { RewriteOrder } from '../store/journal-files.ts';
import { rewriteState } from '../store/rewrite-state.ts';
import { STORES } from './stores-of-the-engine.ts';

/** The program of the thread in which a snapshot is made: carries out one order, and says how large the snapshot is. */
parentPort?.postMessage(await rewriteState(workerData as RewriteOrder, STORES));
