import { readPlace } from '../engines/place.ts';
import { running } from '../processes/program.ts';
import type { Examination, Finding } from './finding.ts';

/** AWS rejects a signature that is more than five minutes off (Signature Version 4); before that it is worth a warning. */
const REFUSED_MS = 5 * 60_000;
const WORTH_A_WORD_MS = 30_000;
const WITHIN = 5_000;

/**
 * This machine's clock beside the others: Docker's, which on a laptop is a virtual machine's that stops when it sleeps, the engine's, and
 * with TARGET=aws AWS's own.
 */
export async function checkClock(examination: Examination): Promise<Finding[]> {
  const { run, settings, env, now } = examination;
  const place = await readPlace(settings.stateDir);
  const engine =
    place && !place.stopped ? place.engineUrl : (await running(settings.stateDir, 'engine'))?.url;
  const region = env['AWS_REGION'];
  const [docker, ofEngine, ofAws] = await Promise.all([
    run('docker', ['info', '--format', '{{.SystemTime}}'], { env: settings.childEnv }),
    engine ? dateOf(`${engine}/_localstack/health`) : undefined,
    env['TARGET'] === 'aws' && region ? dateOf(`https://sts.${region}.amazonaws.com/`) : undefined,
  ]);
  const others: [string, number][] = [
    ['Docker', docker?.code === 0 ? Date.parse(docker.stdout.trim()) : Number.NaN],
    ['the engine', ofEngine ?? Number.NaN],
    ['AWS', ofAws ?? Number.NaN],
  ];
  const compared = others.filter(([, time]) => !Number.isNaN(time));
  if (compared.length === 0) {
    return [{ group: 'clock', check: 'skew', status: 'note', detail: 'no other clock to compare with' }];
  }
  return compared.map(([who, time]) => compare(who, time - now()));
}

function compare(who: string, skew: number): Finding {
  const seconds = Math.abs(Math.round(skew / 1000));
  const finding = { group: 'clock', check: who };
  if (Math.abs(skew) < WORTH_A_WORD_MS)
    return { ...finding, status: 'ok', detail: 'agrees with this machine' };
  return {
    ...finding,
    status: Math.abs(skew) < REFUSED_MS ? 'warn' : 'fail',
    detail: `is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} this machine; AWS refuses signatures from 300 s on`,
    fix:
      who === 'Docker'
        ? 'Restart Docker, so that its clock is set again.'
        : 'Set this machine’s clock by the network (NTP).',
  };
}

async function dateOf(url: string): Promise<number | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN) }).catch(() => undefined);
  await response?.body?.cancel();
  const date = response?.headers.get('date');
  return date ? Date.parse(date) : undefined;
}
