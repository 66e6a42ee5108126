/** `tsx emulator/services/dynamodb/testing/conformance.ts`: a suite of cases that pass on DynamoDB, against an engine of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEngine } from '../../../engine.ts';
import { CannotBeHad, conformanceSuite } from './conformance-suite.ts';

/** How many cases the pinned suite has. */
const CASES = 601;

/** Cases that cannot pass, with the reason. */
const KNOWN: Readonly<Record<string, string>> = {
  'Tags — validation rejects ListTagsOfResource with a non-existent ARN':
    'the case takes account 000000000000 for a foreign one; here it is the own one, where AWS answers ResourceNotFoundException',
};

/** What vitest reports, as far as it is read. */
interface Report {
  testResults: { assertionResults: { fullName: string; status: string; failureMessages?: string[] }[] }[];
}

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const folder = await conformanceSuite({
    source: process.env['CONFORMANCE_SOURCE'] || undefined,
    progress: say,
  });
  const report = await run(folder);
  process.exitCode = tell(report) ? 0 : 1;
} catch (error) {
  if (!(error instanceof CannotBeHad)) throw error;
  say(`The conformance suite was not run: ${error.message}`);
  process.exitCode = process.env['REQUIRE_CONFORMANCE'] ? 1 : 0;
}

async function run(folder: string): Promise<Report> {
  await using engine = await startEngine();
  const file = join(folder, 'report.json');
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--reporter=json', `--outputFile=${file}`], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      DYNAMODB_ENDPOINT: engine.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}

/** Prints what passed and what did not; true when only what is known did not. */
function tell({ testResults }: Report): boolean {
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = cases.filter(({ status }) => status === 'passed');
  const unknown = cases.filter(({ status, fullName }) => status !== 'passed' && !(fullName in KNOWN));
  for (const { fullName, status, failureMessages = [] } of unknown)
    say(`${status}: ${fullName}\n  ${failureMessages[0]?.split('\n')[0] ?? ''}`);
  for (const [name, reason] of Object.entries(KNOWN)) say(`known: ${name}: ${reason}`);
  say(`${passed.length} of ${cases.length} cases pass.`);
  return unknown.length === 0 && cases.length >= CASES;
}
