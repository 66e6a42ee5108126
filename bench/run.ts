import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { benchEnvironment } from './bench-environment.ts';
import type { Figure } from './figure.ts';
import { instantUpstream } from './instant-upstream.ts';
import { authority } from './measures/authority.ts';
import { consolePages } from './measures/console.ts';
import { convergence } from './measures/convergence.ts';
import { dev } from './measures/dev.ts';
import { dynamodb } from './measures/dynamodb.ts';
import { functions } from './measures/functions.ts';
import { gate } from './measures/gate.ts';
import { gateBesideObjects } from './measures/gate-beside-objects.ts';
import { passingThrough } from './measures/passing-through.ts';
import { provisioning } from './measures/provisioning.ts';
import { sleepers } from './measures/sleepers.ts';
import { start } from './measures/start.ts';
import { state } from './measures/state.ts';
import { uncached } from './measures/uncached.ts';
import { usagePlan } from './measures/usage-plan.ts';
import { watched } from './measures/watched.ts';

/**
 * Measures everything in one run, and prints a table; the same figures go to build/bench.json. Nothing passes or fails here: a figure says
 * as much about the machine as about the program.
 */
async function main(): Promise<void> {
  const figures: Figure[] = [
    ...(await start()),
    ...(await authority()),
    ...(await passingThrough()),
    ...(await dynamodb()),
    ...(await state()),
    ...(await provisioning()),
    ...(await consolePages()),
  ];
  {
    using upstream = await instantUpstream();
    await using environment = await benchEnvironment(upstream.url);
    figures.push(...environment.figures);
    for (const measure of [functions, sleepers, dev, gateBesideObjects, gate, watched, uncached, usagePlan])
      figures.push(...(await measure(environment)));
  }
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
  };
  console.log(
    `\nNode.js ${machine.node}, ${machine.cores} × ${machine.processor}, ${machine.memoryGiB} GiB\n`,
  );
  const width = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, unit, reach } of figures) {
    const shown = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
    console.log(
      `  ${name.padEnd(width)}  ${shown.padStart(8)} ${unit.padEnd(6)} ${reach ? `reach ${reach}` : ''}`.trimEnd(),
    );
  }
  await writeFile(
    'build/bench.json',
    `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`,
  );
  console.log('\nThe same as JSON: build/bench.json');
  await convergence('aws', 10);
}

await main();
