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

/** The expected message for each insufficient licence, at each try; the stand-in knows the tokens. */
const REFUSALS: Readonly<Record<string, readonly RegExp[]>> = {
  rejected: [/^LocalStack refused the token \(it ended with code 55\)[\s\S]*The token … was not accepted/],
  expired: [/has no active licence/],
  hobby: [/does not have cognito-idp: its licence is of the plan Hobby/],
  // The provision program checks the gate after a change; then nothing is left to change.
  open: [/^Provisioning failed/, /^The gate is OPEN: .* answered 200 to a request without a credential/],
};

/**
 * Tests the LocalStack way with a stand-in instead of its image: it rejects each insufficient licence with the reason, never calls an open
 * gate ready, and starts everything with a sufficient one, where the end-to-end tests read codes from the container's log. Leaves nothing.
 * Throws ReaderError at the first failure.
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
