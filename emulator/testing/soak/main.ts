import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Row, soak } from './soak.ts';

const requests = Number(process.argv[2] || 1_000_000);
if (!Number.isInteger(requests) || requests < 1000)
  throw new Error(`COUNT is "${process.argv[2]}": give a whole number from 1,000 on.`);

const MIB = 1024 * 1024;
const KIB = 1024;
let hasHead = false;

function print({ requests: sent, seconds, rate, inUse, resident, filed, kept, wrong }: Row): void {
  const cells: [string, number, number][] = [
    ['requests', sent, 0],
    ['seconds', seconds, 0],
    ['req/s', rate, 0],
    ['in use', inUse / MIB, 1],
    ['resident', resident / MIB, 1],
    ...Object.entries(filed).map(([name, bytes]): [string, number, number] => [`${name}/`, bytes / MIB, 1]),
    ...Object.entries(kept).map(([name, bytes]): [string, number, number] => [name, bytes / KIB, 0]),
    ['wrong', wrong.length, 0],
  ];
  if (!hasHead) line(cells.map(([name]) => name));
  hasHead = true;
  line(cells.map(([, value, digits]) => value.toFixed(digits)));
}

function line(cells: readonly string[]): void {
  console.log(cells.map((cell) => cell.padStart(11)).join(' '));
}

/**
 * `make soak`: prints a row after each fiftieth of the requests, memory and folders in MiB, what the stores keep in KiB. Ends with 1 if anything
 * was answered wrongly.
 */
const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-soak-'));
try {
  const rows = await soak({
    stateDir,
    requests,
    every: Math.ceil(requests / 50),
    onRow: print,
  });
  const wrong = rows.at(-1)?.wrong ?? [];
  for (const sentence of wrong.slice(0, 20)) console.log(sentence);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await rm(stateDir, { recursive: true, force: true });
}
