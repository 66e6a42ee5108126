import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { down } from '../environment/commands/down.ts';
import { up } from '../environment/commands/up.ts';
import { running } from '../environment/processes/program.ts';
import { provision } from '../environment/processes/provision.ts';
import { readSettings, type Settings } from '../environment/settings.ts';
import type { Terminal } from '../environment/terminal.ts';
import { originSecret } from '../provision/origin-secret.ts';
import { type Outputs, readOutputs } from '../provision/outputs.ts';
import { type Figure, timed } from './figure.ts';
import { residentMiB } from './resident.ts';

/** An environment for measuring: everything a developer has, on spare ports. */
export interface BenchEnvironment extends AsyncDisposable {
  readonly figures: Figure[];
  readonly outputs: Outputs;
  /** A second API to the same origin, without an authorizer cache. */
  readonly uncached: Outputs;
  /** A third one, whose people have a usage plan. */
  readonly metered: Outputs;
  /** The process of the engine. */
  readonly enginePid: number;
  /** The gateway's secret, for requests that bypass the gate. */
  readonly originSecret: string;
}

const silent: Terminal = {
  line: () => undefined,
  bold: (text) => text,
  dim: (text) => text,
  good: (text) => text,
  bad: (text) => text,
  tint: (text) => text,
};

/** Starts the environment, with an upstream behind the engine where one is given, and times it. */
export async function benchEnvironment(upstream?: string): Promise<BenchEnvironment> {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const settings: Settings = {
    ...readSettings(process.env, process.cwd()),
    stateDir,
    stateDirName: stateDir,
    port: 0,
    originPort: 0,
    ...(upstream !== undefined && { upstream }),
  };
  const end = async () => {
    await down(settings, silent);
    await rm(stateDir, { recursive: true, force: true });
  };
  try {
    const upMs = await timed(() => up(settings, silent));
    const outputs = await readOutputs(stateDir);
    const env = { AWS_ENDPOINT_URL: outputs.endpoint, ORIGIN_URL: outputs.originUrl };
    const againMs = await timed(() => provision(settings, ['apply', '--yes'], env));
    const otherStage = { ...env, STAGE: 'uncached', AUTHORIZER_TTL: '0' };
    const fromNothingMs = await timed(() => provision(settings, ['apply', '--yes'], otherStage));
    const uncached = await readOutputs(stateDir);
    const limits = { ...env, STAGE: 'metered', RATE: '5000', QUOTA: '1000000000' };
    await provision(settings, ['apply', '--yes'], limits);
    const metered = await readOutputs(stateDir);
    const engine = await running(stateDir, 'engine');
    return {
      outputs,
      uncached,
      metered,
      enginePid: engine?.pid ?? 0,
      originSecret: await originSecret(stateDir),
      figures: [
        { name: 'make up, whole, from nothing', value: upMs, unit: 'ms' },
        { name: 'provision from nothing', value: fromNothingMs, unit: 'ms', reach: '≤ 2,000 ms' },
        { name: 'provision with nothing to do', value: againMs, unit: 'ms', reach: '≤ 500 ms' },
        {
          name: 'engine, resident memory when idle',
          value: await residentMiB(engine?.pid ?? 0),
          unit: 'MiB',
        },
      ],
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}
