import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { runCommand } from '../compose/run-command.ts';
import { checkAccount } from '../doctor/check-account.ts';
import { checkAttached } from '../doctor/check-attached.ts';
import { checkClock } from '../doctor/check-clock.ts';
import { checkDisk } from '../doctor/check-disk.ts';
import { checkDocker } from '../doctor/check-docker.ts';
import { checkNode } from '../doctor/check-node.ts';
import { checkPorts } from '../doctor/check-ports.ts';
import { checkSandbox } from '../doctor/check-sandbox.ts';
import { checkState } from '../doctor/check-state.ts';
import { checkToken } from '../doctor/check-token.ts';
import { checkUpstream } from '../doctor/check-upstream.ts';
import type { Check, Examination, Finding } from '../doctor/finding.ts';
import { ENGINES } from '../engines/choose-engine.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

const CHECKS: readonly Check[] = [
  checkNode,
  checkDocker,
  checkToken,
  checkAttached,
  checkUpstream,
  checkPorts,
  checkClock,
  checkSandbox,
  checkState,
  checkAccount,
  checkDisk,
];

/**
 * Looks at this machine and this environment, changes nothing, and suggests a fix for each finding; as JSON on request. Throws ReaderError
 * if a finding prevents the engine that `make up` would choose from working.
 */
export async function doctor(settings: Settings, terminal: Terminal): Promise<void> {
  const findings = await examine({
    settings,
    engine:
      ENGINES.find((name) => name === settings.engine) ??
      (settings.localStackEndpoint ? 'attached' : settings.localStackToken ? 'localstack' : 'embedded'),
    env: settings.given,
    run: runCommand,
    now: Date.now,
  });
  if (settings.json) terminal.line(JSON.stringify(findings, null, 2));
  else print(findings, terminal);
  const failures = findings.filter(({ status }) => status === 'fail').length;
  if (failures > 0)
    throw new ReaderError(`${failures} ${failures === 1 ? 'thing' : 'things'} to be put right.`);
}

/** All findings, group by group. */
export async function examine(examination: Examination): Promise<Finding[]> {
  return (await Promise.all(CHECKS.map((check) => check(examination)))).flat();
}

const MARKS = { ok: '✓', note: '·', warn: '!', fail: '✗' } as const;

function print(findings: readonly Finding[], terminal: Terminal): void {
  let group = '';
  for (const { status, check, detail, fix, ...finding } of findings) {
    if (finding.group !== group) terminal.line(terminal.bold(finding.group));
    group = finding.group;
    const mark =
      status === 'fail'
        ? terminal.bad(MARKS[status])
        : status === 'ok'
          ? terminal.good(MARKS[status])
          : MARKS[status];
    terminal.line(`  ${mark} ${check}: ${detail}`);
    if (fix) terminal.line(`    ${terminal.dim('→')} ${fix}`);
  }
}
