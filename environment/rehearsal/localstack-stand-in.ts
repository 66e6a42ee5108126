import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { down } from '../commands/down.ts';
import { reset } from '../commands/reset.ts';
import { up } from '../commands/up.ts';
import { imageName } from '../compose/image-name.ts';
import { projectOf } from '../compose/project-of.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { assertNothingLeft } from './nothing-left.ts';

const IMAGE = 'gatehouse-localstack-stand-in';

/** What each licence must be told; the tokens are those that the stand-in knows. */
const REFUSALS: Readonly<Record<string, RegExp>> = {
  rejected: /^LocalStack refused the token \(it ended with code 55\)[\s\S]*The token … was not accepted/,
  expired: /has no active licence/,
  hobby: /does not have cognito-idp: its licence is of the plan Hobby/,
};

/**
 * Starts LocalStack by Compose with a stand-in in its image's place, once for each licence that is not enough, and makes
 * sure that it stops before anything is provisioned, with the reason, and leaves nothing. Throws ReaderError otherwise.
 */
export async function refuseLicences(settings: Settings, terminal: Terminal): Promise<void> {
  const project = await projectOf(settings, 'compose');
  const built = await project.docker(
    ...['build', '--quiet', '--tag', IMAGE],
    ...['--build-arg', `NODE_IMAGE=${await imageName(settings, 'NODE_IMAGE')}`],
    join(settings.root, 'docker', 'localstack-stand-in'),
  );
  if (built.code !== 0) throw new ReaderError(`The stand-in could not be built: ${built.stderr}`);
  const images = { LOCALSTACK_IMAGE: IMAGE, LAMBDA_IMAGE: IMAGE };
  for (const [token, expected] of Object.entries(REFUSALS)) {
    const own: Settings = {
      ...settings,
      engine: 'localstack',
      localStackToken: token,
      childEnv: { ...settings.childEnv, ...images },
    };
    const refusal = await up(own, terminal).then(
      () => 'nothing: it came up',
      (error: unknown) => (error instanceof ReaderError ? error.message : String(error)),
    );
    await down(own, terminal);
    await reset(own, terminal);
    if (!expected.test(refusal)) {
      throw new ReaderError(`A licence that is ${token} was told ${refusal}`);
    }
    await assertNothingLeft(project);
    terminal.line(`${terminal.good('✓')} a licence that is ${token} is refused before anything is made`);
  }
}
