import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { down } from '../commands/down.ts';
import { e2e } from '../commands/e2e.ts';
import { reset } from '../commands/reset.ts';
import { up } from '../commands/up.ts';
import { projectOf } from '../compose/project-of.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { assertNothingLeft } from './nothing-left.ts';

const IMAGE = 'gatehouse-localstack-stand-in';

/** What must be said to each licence that is not enough, at each try; the tokens are those that the stand-in knows. */
const REFUSALS: Readonly<Record<string, readonly RegExp[]>> = {
  rejected: [/^LocalStack refused the token \(it ended with code 55\)[\s\S]*The token … was not accepted/],
  expired: [/has no active licence/],
  hobby: [/does not have cognito-idp: its licence is of the plan Hobby/],
  // The provision program knocks at the gate when it has changed something; then nothing is left to change.
  open: [/^Provisioning failed/, /^The gate is OPEN: .* answered 200 to a request without a credential/],
};

/**
 * Walks the way of LocalStack with a stand-in in its image's place: what is not enough is refused, with the reason, and an
 * open gate is never called ready; with what is enough everything comes up, and the end-to-end tests read codes from the
 * container's log. Leaves nothing. Throws ReaderError at the first thing that is not so.
 */
export async function walkLocalStacksWay(settings: Settings, terminal: Terminal): Promise<void> {
  const project = await projectOf(settings, 'compose');
  await project.build();
  const folder = join(settings.root, 'docker', 'localstack-stand-in');
  const built = await project.docker('build', '--quiet', '--tag', IMAGE, folder);
  if (built.code !== 0) throw new ReaderError(`The stand-in could not be built: ${built.stderr}`);
  const withToken = (token: string): Settings => ({
    ...settings,
    engine: 'localstack',
    localStackToken: token,
    childEnv: { ...settings.childEnv, LOCALSTACK_IMAGE: IMAGE, LAMBDA_IMAGE: IMAGE },
  });

  for (const [token, expected] of Object.entries(REFUSALS)) {
    const own = withToken(token);
    const refusals: string[] = [];
    for (const _try of expected) refusals.push(await refusalOf(own, terminal));
    await down(own, terminal);
    await reset(own, terminal);
    for (const [index, refusal] of refusals.entries()) {
      if (!expected[index]?.test(refusal))
        throw new ReaderError(`A LocalStack that is ${token} was told: ${refusal}`);
    }
    await assertNothingLeft(project);
    terminal.line(`${terminal.good('✓')} a LocalStack that is ${token} is refused, and leaves nothing`);
  }

  const own = withToken('base');
  await up(own, terminal);
  await e2e(own);
  await down(own, terminal);
  await reset(own, terminal);
  await assertNothingLeft(project);
  terminal.line(`${terminal.good('✓')} the way of LocalStack, with a stand-in for its image`);
}

async function refusalOf(settings: Settings, terminal: Terminal): Promise<string> {
  return up(settings, terminal).then(
    () => 'nothing: it came up',
    (error: unknown) => (error instanceof ReaderError ? error.message : String(error)),
  );
}
