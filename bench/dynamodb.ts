import { callCosts } from './measures/dynamodb.ts';

/**
 * Measures DynamoDB's calls on two built engines beside each other, in one run: this one, and the one whose `build/engine.mjs` is given.
 * `node --import tsx bench/dynamodb.ts <other engine> [rounds]`, after `make build/.built` in both.
 */
async function main(): Promise<void> {
  const [other, rounds = '7'] = process.argv.slice(2);
  if (!other) throw new Error('Give the path of the other engine: …/build/engine.mjs');
  const [own = [], others = []] = await callCosts(['build/engine.mjs', other], Number(rounds));
  console.log('                                    a call, ms             processor time of the engine, µs');
  console.log('                          callers   this   other   ratio   this   other   ratio');
  for (const [index, { name, callers, wallMs, processorMs }] of own.entries()) {
    const beside = others[index];
    if (!beside) continue;
    const columns = [
      ...[wallMs, beside.wallMs].map((ms) => ms.toFixed(3)),
      (beside.wallMs / wallMs).toFixed(2),
      ...[processorMs, beside.processorMs].map((ms) => (ms * 1000).toFixed(0)),
      (beside.processorMs / processorMs).toFixed(2),
    ];
    console.log(
      `${name.padEnd(26)}${String(callers).padStart(7)} ${columns.map((text) => text.padStart(7)).join(' ')}`,
    );
  }
}

await main();
