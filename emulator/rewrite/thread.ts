import { parentPort, workerData } from 'node:worker_threads';
import type { RewriteOrder } from '../store/journal-files.ts';
import { rewriteState } from '../store/rewrite-state.ts';
import { STORES } from './stores-of-the-engine.ts';

/** The program of the thread that makes a snapshot: carries out one order, and reports the snapshot's size. */
parentPort?.postMessage(await rewriteState(workerData as RewriteOrder, STORES));
