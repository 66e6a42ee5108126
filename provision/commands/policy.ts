import type { Config } from '../config.ts';
import { deployerPolicy } from '../reconcile/deployer-policy.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { heading } from './heading.ts';

/** Prints the least IAM policy with which this stack can be planned, applied and destroyed. Answers the exit code. */
export async function policyCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
): Promise<number> {
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  terminal.out(JSON.stringify(await deployerPolicy(session.stack.nodes, session.run), null, 2));
  return 0;
}
