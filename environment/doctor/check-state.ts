import { readOutputsIfAny } from '../../provision/outputs.ts';
import { messageOf } from '../../provision/reconcile/reader-error.ts';
import { projectName } from '../compose/project-of.ts';
import { isInContainers, readPlace } from '../engines/place.ts';
import { makeCommand } from '../make-command.ts';
import { running } from '../processes/program.ts';
import { readRecord } from '../processes/record.ts';
import type { Examination, Finding } from './finding.ts';

const GROUP = 'state';

/** Leftovers: dead programs, unknown containers, outputs of another engine. */
export async function checkState(examination: Examination): Promise<Finding[]> {
  const findings = [
    ...(await programs(examination)),
    ...(await containers(examination)),
    ...(await outputs(examination)),
  ];
  return findings.length > 0
    ? findings
    : [{ group: GROUP, check: examination.settings.stateDirName, status: 'ok', detail: 'nothing stale' }];
}

async function programs({ settings }: Examination): Promise<Finding[]> {
  const { stateDir } = settings;
  const findings: Finding[] = [];
  for (const name of ['engine', 'origin'] as const) {
    const record = await readRecord(stateDir, name);
    if (!record || (await running(stateDir, name))) continue;
    findings.push({
      group: GROUP,
      check: name,
      status: 'warn',
      detail: `process ${record.pid} died without a word to us`,
      fix: `${makeCommand(settings, 'up')} starts it again; ${makeCommand(settings, 'down')} forgets it.`,
    });
  }
  return findings;
}

async function containers({ settings, run }: Examination): Promise<Finding[]> {
  const place = await readPlace(settings.stateDir);
  const name = projectName(settings);
  const label = `label=com.docker.compose.project=${name}`;
  const listed = await run('docker', ['ps', '--all', '--quiet', '--filter', label], {
    env: settings.childEnv,
  });
  if (listed?.code !== 0) return [];
  const count = listed.stdout.split('\n').filter(Boolean).length;
  const expected = isInContainers(place);
  if (expected && count === 0) {
    return [
      {
        group: GROUP,
        check: 'containers',
        status: 'warn',
        detail: `those of ${name} are gone`,
        fix: `${makeCommand(settings, `up ENGINE=${place.engine}`)} makes them again, with their state.`,
      },
    ];
  }
  if (expected || count === 0) return [];
  return [
    {
      group: GROUP,
      check: 'containers',
      status: 'note',
      detail: `${count} of the project ${name} were not started by make up`,
      fix: 'docker compose down removes them; make up ENGINE=compose takes them over.',
    },
  ];
}

async function outputs({ settings }: Examination): Promise<Finding[]> {
  const finding = { group: GROUP, check: 'outputs' };
  try {
    const found = await readOutputsIfAny(settings.stateDir);
    const place = await readPlace(settings.stateDir);
    if (!found || !place || place.stopped || found.endpoint === place.engineUrl) return [];
    return [
      {
        ...finding,
        status: 'warn',
        detail: `outputs.json is of ${found.endpoint}, and the engine is at ${place.engineUrl}`,
        fix: `${makeCommand(settings, 'up')} provisions again.`,
      },
    ];
  } catch (error) {
    return [
      {
        ...finding,
        status: 'warn',
        detail: messageOf(error),
        fix: `${makeCommand(settings, 'up')} writes outputs.json anew.`,
      },
    ];
  }
}
