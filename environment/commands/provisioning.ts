import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { engineUp } from '../engine-up.ts';
import { targetOf } from '../engines/choose-engine.ts';
import { readPlace } from '../engines/place.ts';
import { runProvision } from '../processes/provision.ts';
import type { Settings } from '../settings.ts';

/** Flags of the provision program that make accepts, as `YES=1`. */
const FLAGS: Readonly<Record<string, string>> = {
  YES: '--yes',
  ADOPT: '--adopt',
  REPLACE: '--replace',
  DELETE_DATA: '--delete-data',
  JSON: '--json',
};

/** A command's subject, by variables. The first is required, the second optional. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  activate: ['U'],
  deactivate: ['U'],
  rotate: ['U'],
  seed: ['FILE', 'TABLE'],
  export: ['FILE', 'TABLE'],
};

const MISSING: Readonly<Record<string, string>> = {
  U: 'Say who: make % U=<user name>.',
  FILE: 'Say which file: make % FILE=<path>.',
};

/** A command of the provision program, and the flags it takes. */
function passOn(command: string, takes: readonly string[]): (settings: Settings) => Promise<void> {
  return async (settings) => {
    const { given } = settings;
    const flags = takes.flatMap((name) => (given[name] ? [FLAGS[name] ?? ''] : []));
    const names = ABOUT[command] ?? [];
    const [first] = names;
    if (first && !given[first]) throw new ReaderError((MISSING[first] ?? '').replace('%', command));
    const about = names.flatMap((name) => given[name] || []);
    const code = await runProvision(settings, [command, ...about, ...flags], await environmentOf(settings));
    // A plan with changes is no failure for people; pipelines call the program itself, which returns 2.
    if (code !== 0 && !(command === 'plan' && code === 2)) {
      throw new ReaderError(`${command} failed, as said above.`);
    }
  };
}

/**
 * The target's variables: for an account the given ones, credentials included; otherwise this environment's addresses, and nothing that
 * could lead elsewhere. Throws ReaderError if the environment is not up.
 */
async function environmentOf(settings: Settings): Promise<NodeJS.ProcessEnv> {
  const { given, childEnv } = settings;
  if (given['TARGET'] === 'aws') return { ...given };
  const AWS_ENDPOINT_URL = await engineUp(settings);
  const place = await readPlace(settings.stateDir);
  const origin = given['ORIGIN'] === 'lambda' || !place?.originUrl ? {} : { ORIGIN_URL: place.originUrl };
  return { ...childEnv, ...(place && { TARGET: targetOf(place.engine) }), AWS_ENDPOINT_URL, ...origin };
}

export const plan = passOn('plan', ['ADOPT', 'JSON']);
export const deploy = passOn('apply', ['YES', 'ADOPT', 'REPLACE']);
export const destroy = passOn('destroy', ['YES', 'DELETE_DATA']);
export const policy = passOn('policy', []);
export const repair = passOn('repair', ['YES']);
export const activate = passOn('activate', []);
export const deactivate = passOn('deactivate', []);
export const rotate = passOn('rotate', []);
export const seed = passOn('seed', ['YES']);
export const exportTable = passOn('export', []);
