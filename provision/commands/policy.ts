import type { Config } from '../config.ts';
import { deployerPolicy } from '../reconcile/deployer-policy.ts';
import { openSession, type SessionParts } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { heading } from './heading.ts';

/** Prints the smallest IAM policy that can plan, apply and destroy this stack. Returns the exit code. */
export async function policyCommand(
  config: Config,
  parts: SessionParts,
  terminal: Terminal,
): Promise<number> {
  using session = await openSession(config, parts);
  terminal.note(heading(config, session.caller));
  const policy = await deployerPolicy(session.stack.nodes, session.run);
  // White space does not count (IAM user guide, "IAM and AWS STS quotas").
  const size = JSON.stringify(policy).length;
  terminal.note(`${size} characters: a managed policy may have 6,144, an inline one of a user 2,048.`);
  terminal.out(JSON.stringify(policy, null, 2));
  return 0;
}
