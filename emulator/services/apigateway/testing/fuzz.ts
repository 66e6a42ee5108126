/**
 * `tsx emulator/services/apigateway/testing/fuzz.ts [requests] [seed] [REST|HTTP|both|doors]`: hostile requests against its own gates or
 * its own doors, on 127.0.0.1.
 */
import { randomInt } from 'node:crypto';
import { runDoorsCampaign } from '../../../edge/doors/testing/doors-campaign.ts';
import { type Campaign, LOT, runCampaign } from './hostile-campaign.ts';

type Kind = 'REST' | 'HTTP';

const say = (line: string) => process.stdout.write(`${line}\n`);
const wanted = read(process.argv.slice(2));
if (typeof wanted === 'string') {
  process.stderr.write(`${wanted}\n`);
  process.exitCode = 2;
} else if (wanted.kinds.length === 0) await fuzzDoors(wanted);
else await fuzz(wanted);

/** Reads the command line, where empty text means none; otherwise a sentence about the error. */
function read([count, seed, kind]: string[]): { count: number; seed: number; kinds: Kind[] } | string {
  const requests = Number(count || 100_000);
  if (!Number.isInteger(requests) || requests < 1)
    return `COUNT must be a whole number from 1 on, and is "${count}".`;
  const start = seed ? Number(seed) : randomInt(2 ** 30);
  if (!Number.isInteger(start) || start < 0 || start >= 2 ** 31)
    return `SEED must be a whole number from 0 to 2147483647, and is "${seed}".`;
  const name = kind?.toUpperCase() || 'BOTH';
  if (name === 'DOORS') return { count: requests, seed: start, kinds: [] };
  if (name !== 'REST' && name !== 'HTTP' && name !== 'BOTH')
    return `KIND must be REST, HTTP, both or doors, and is "${kind}".`;
  return { count: requests, seed: start, kinds: name === 'BOTH' ? ['REST', 'HTTP'] : [name] };
}

async function fuzzDoors({ count, seed }: { count: number; seed: number }): Promise<void> {
  say(`Seed ${seed}. ${count} requests from other sites and by other names to the doors.`);
  const { sent, statuses, gotIn, defects } = await runDoorsCampaign(count, seed, (campaign) => {
    if (campaign.sent % 10_000 === 0) say(`  ${campaign.sent} sent`);
  });
  const answers = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`);
  say(`${sent} sent. Answers: ${answers.join(', ')}.`);
  if (gotIn.length === 0 && defects.length === 0) {
    say('No door opened.');
    return;
  }
  process.exitCode = 1;
  for (const line of gotIn.slice(0, 10)) say(`  GOT IN: ${line}`);
  for (const defect of defects.slice(0, 10)) say(`  DEFECT: ${String(defect)}`);
}

async function fuzz({ count, seed, kinds }: { count: number; seed: number; kinds: Kind[] }): Promise<void> {
  say(`Seed ${seed}. ${count} hostile requests to each kind of API: ${kinds.join(', ')}.`);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  for (const kind of kinds) {
    const onProgress = ({ sent, reached }: Campaign) => {
      if (sent % (10 * LOT) === 0) say(`  ${kind}: ${sent} sent, ${reached} let through`);
    };
    const campaign = await runCampaign(kind, count, seed, { onProgress, signal: stop.signal });
    report(kind, campaign);
    if (stop.signal.aborted) {
      say('Called off.');
      process.exitCode = 130;
      return;
    }
  }
}

function report(kind: Kind, { sent, reached, statuses, breaches, first, defects, alive }: Campaign): void {
  const answers = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`);
  say(`${kind}: ${sent} sent, ${reached} let through. Answers: ${answers.join(', ')}.`);
  if (breaches.length === 0 && defects.length === 0 && alive) {
    say(`${kind}: nothing got through that must not.`);
    return;
  }
  process.exitCode = 1;
  for (const breach of breaches.slice(0, 10)) say(`  GOT THROUGH: ${breach}`);
  if (breaches.length > 10) say(`  and ${breaches.length - 10} more`);
  for (const defect of defects.slice(0, 10))
    say(`  DEFECT: ${defect instanceof Error ? defect.stack : defect}`);
  if (!alive) say('  The engine does not answer any more.');
  if (!first) return;
  say(`The first that got through: ${JSON.stringify(first.text ?? 'one inside another request')}`);
  say(`Again: make fuzz COUNT=${LOT} SEED=${first.seed} KIND=${kind}`);
}
