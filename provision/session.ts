import { join } from 'node:path';
import { bundleFunction } from '../lambdas/bundle.ts';
import { authorizerWarnings } from './authorizer-check/authorizer-warnings.ts';
import { type BundleCache, cachedBundle } from './bundle-cache.ts';
import { type Clients, createClients } from './clients.ts';
import { collectOutputs } from './collect-outputs.ts';
import type { Config } from './config.ts';
import { credentialSecret, TOLD } from './credential-secret.ts';
import { originSecret } from './origin-secret.ts';
import { type Outputs, readOutputsIfAny, removeOutputs, writeOutputs } from './outputs.ts';
import { pythonBundle } from './python-bundle.ts';
import { carryOut } from './reconcile/apply.ts';
import type { Call } from './reconcile/calls.ts';
import { type Caller, identify } from './reconcile/guard.ts';
import { intentsIn } from './reconcile/intents.ts';
import { type Plan, planDown, planUp } from './reconcile/plan.ts';
import type { Progress } from './reconcile/progress.ts';
import { messageOf, ReaderError } from './reconcile/reader-error.ts';
import { hasChanges } from './reconcile/render.ts';
import { type Hints, type Run, SharedReads } from './reconcile/run.ts';
import { nameIn } from './reconcile/scope.ts';
import { untilSettled } from './reconcile/settle.ts';
import type { Clock } from './reconcile/wait.ts';
import type { Bundle } from './resources/function.ts';
import { runsInPython } from './stack/function.ts';
import { type BundleName, declareStack, type Stack, type StackInputs } from './stack/stack.ts';
import { unlimitedHttpApi } from './variables/limits.ts';

/** What a session needs, besides its configuration. */
export interface SessionParts {
  readonly progress: Progress;
  readonly clock: Clock;
  random(): number;
  readonly adopt: boolean;
  readonly bundle: StackInputs['bundle'];
  /** Hears of each call before it is sent. If it throws, the call is not sent. */
  onCall?(call: Call): void;
}

/** One run of the program: who calls, what is wanted, and the means. */
export interface Session extends Disposable {
  readonly caller: Caller;
  readonly run: Run;
  readonly stack: Stack;
  readonly clients: Clients;
  /** Decides what would make the account as declared; `apply` carries it out. */
  plan(): Promise<Plan>;
  /** What the authorizer's code would do wrong while its answers are cached: sentences. */
  warnings(): Promise<string[]>;
  /** Decides what would remove the stack; `destroy` carries it out. */
  planDestroy(): Promise<Plan>;
  /** Carries out a plan of `plan`, writes the outputs and returns them once the account shows the changes. */
  apply(plan: Plan): Promise<Outputs>;
  /** Carries out a plan of `planDestroy`, and returns when nothing of it is visible any more. */
  destroy(plan: Plan): Promise<void>;
  /** From now on changing calls may be sent; until then an attempt is a bug. */
  allowChanges(): void;
  /** How many attempts of calls were sent so far. */
  counts(): { reads: number; changes: number };
}

/** Makes clients, asks for caller and account, and declares the stack. Throws ReaderError if they do not fit. */
export async function openSession(config: Config, parts: SessionParts): Promise<Session> {
  let mayChange = false;
  const counts = { reads: 0, changes: 0 };
  const clients = createClients(config, {
    clock: parts.clock,
    progress: parts.progress,
    random: parts.random,
    onCall(call) {
      if (call.changes && !mayChange)
        throw new Error(`${call.operation} was about to be sent while planning.`);
      counts[call.changes ? 'changes' : 'reads'] += 1;
      parts.onCall?.(call);
    },
  });
  try {
    const [caller, hints] = await Promise.all([identify(config, clients), readHints(config)]);
    const { scope } = caller;
    const { adopt, clock, progress } = parts;
    const run: Run = {
      scope,
      clients,
      clock,
      progress,
      adopt,
      hints: hints?.accountId === scope.accountId ? hints : {},
      reads: new SharedReads(),
      intents: intentsIn(join(config.stateDir, 'unfinished')),
    };
    // Only now, because it may write a file.
    const secret = config.originSecret ?? (await originSecret(config.stateDir));
    const hashSecret =
      config.credentialStorage === 'hashed'
        ? await credentialSecret(
            TOLD.map((name) => nameIn(scope, name)),
            clients,
          )
        : undefined;
    const stack = declareStack({
      config,
      scope,
      originSecret: secret,
      credentialSecret: hashSecret,
      bundle: parts.bundle,
    });
    const allowChanges = () => {
      mayChange = true;
    };
    return {
      caller,
      run,
      clients,
      stack,
      plan: () => planUp(stack.nodes, run),
      async warnings() {
        const unlimited = unlimitedHttpApi(config);
        const ofAuthorizer = await authorizerWarnings({
          config,
          scope,
          bundle: () => parts.bundle('authorizer'),
          kept: join(config.stateDir, 'bundles', 'authorizer-warnings.json'),
          patience: 5000,
        });
        return unlimited === undefined ? ofAuthorizer : [unlimited, ...ofAuthorizer];
      },
      planDestroy: () => planDown(stack.nodes, run),
      async apply(plan) {
        allowChanges();
        const outputs = collectOutputs(config, scope, stack, await carryOut(plan, run));
        await writeOutputs(config.stateDir, outputs);
        if (hasChanges(plan))
          await untilSettled(() => planUp(stack.nodes, { ...run, hints: hintsOf(outputs) }), run);
        await run.intents.clear();
        return outputs;
      },
      async destroy(plan) {
        allowChanges();
        await carryOut(plan, run);
        if (hasChanges(plan)) await untilSettled(() => planDown(stack.nodes, run), run);
        await Promise.all([run.intents.clear(), removeOutputs(config.stateDir)]);
      },
      allowChanges,
      counts: () => ({ ...counts }),
      [Symbol.dispose]: () => clients.destroy(),
    };
  } catch (error) {
    clients.destroy();
    throw error;
  }
}

/** The bundles of one run. */
export interface Bundles {
  /** A function's bundle; all callers get the same one. */
  readonly of: StackInputs['bundle'];
  /** Resolves when none is being made any more, and so none is written. */
  settled(): Promise<void>;
}

/** Bundles each function once, starting now with those of every stack. */
export function bundles({
  root,
  stateDir,
  language,
}: Pick<Config, 'root' | 'stateDir' | 'language'>): Bundles {
  const cache = { root, folder: join(stateDir, 'bundles') };
  const started = new Map<BundleName, Promise<Bundle>>();
  const start = (name: BundleName) => {
    const python = runsInPython(language, name);
    const bundle = started.get(name) ?? (python ? pythonBundle(root) : bundled(name, cache));
    started.set(name, bundle);
    // Callers get the failure; without callers nobody does.
    bundle.catch(() => undefined);
    return bundle;
  };
  start('post-confirmation');
  start('authorizer');
  start('credential');
  return {
    of: start,
    async settled() {
      await Promise.allSettled(started.values());
    },
  };
}

async function bundled(name: BundleName, cache: BundleCache): Promise<Bundle> {
  try {
    return await cachedBundle(name, cache, () => bundleFunction(name, cache));
  } catch (error) {
    throw new ReaderError(`${name} cannot be bundled: ${messageOf(error)}`, { cause: error });
  }
}

/** Ids of an earlier run on the same target, region and stage. */
async function readHints(config: Config): Promise<(Hints & Pick<Outputs, 'accountId'>) | undefined> {
  const outputs = await readOutputsIfAny(config.stateDir);
  if (!outputs) return undefined;
  const same =
    outputs.target === config.target &&
    outputs.region === config.region &&
    outputs.app === config.app &&
    outputs.stage === config.stage;
  return same ? { ...hintsOf(outputs), accountId: outputs.accountId } : undefined;
}

function hintsOf({ userPoolId, userPoolClientId, apiKind, apiId, httpApi }: Outputs): Hints {
  const ids = { userPoolId, userPoolClientId };
  return apiKind === 'http' ? { ...ids, httpApiId: apiId } : { ...ids, apiId, httpApiId: httpApi?.apiId };
}
