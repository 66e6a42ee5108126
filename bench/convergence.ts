import { convergence } from './measures/convergence.ts';

/** The whole table of calls × mishaps, which takes a quarter of an hour: `--realism=aws` and `--every=1` by default. */
async function main(): Promise<void> {
  const options = new Map(
    process.argv.slice(2).map((argument) => argument.replace(/^--/, '').split('=', 2)) as [string, string][],
  );
  const every = Number(options.get('every') ?? 1);
  if (!Number.isInteger(every) || every < 1) throw new Error('--every takes a whole number from 1.');
  process.exitCode = (await convergence(options.get('realism') ?? 'aws', every)) > 0 ? 1 : 0;
}

await main();
