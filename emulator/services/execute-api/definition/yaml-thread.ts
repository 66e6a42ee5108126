import { parentPort, workerData } from 'node:worker_threads';
import { yamlAsJson } from './yaml-as-json.ts';

/** The program of the thread that reads long YAML: reports one text as JSON, or nothing if it is no YAML. */
parentPort?.postMessage(yamlAsJson(String(workerData)));
