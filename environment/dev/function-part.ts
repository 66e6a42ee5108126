import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { openBundler } from '../../lambdas/bundler.ts';
import type { BundleName } from '../../lambdas/function-bundle.ts';
import { messageOf } from '../../provision/reconcile/reader-error.ts';
import { FIRST_CALLS } from './first-call.ts';
import { lap, type Part } from './part.ts';
import { untilUpdated } from './until-updated.ts';

export interface FunctionPartOptions {
  /** The bundle it is made of. */
  name: BundleName;
  /** The function's name in the account. */
  functionName: string;
  /** The project's folder. */
  root: string;
  lambda: Pick<LambdaClient, 'send'>;
  /** Hears of a call's trace id before the call, to recognize its lines. */
  calls(traceId: string): void;
  /** Aborted when nobody waits for an answer any more. */
  signal: AbortSignal;
}

/** How long to wait for the first answer, in milliseconds: a debugger may stop the function. */
const PATIENCE_MS = 15_000;

/**
 * A watched function. Its code is deployed exactly as provisioning would, so that no plan shows a difference; then it is called once, with
 * an event that changes nothing, so that its new environment has started and answered.
 */
export async function functionPart(options: FunctionPartOptions): Promise<Part> {
  const { name, functionName, root, lambda, calls, signal } = options;
  const bundler = await openBundler(name, root);
  const { CodeSha256 } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName }),
  );
  let deployed = CodeSha256;
  let inputs: ReadonlySet<string> | undefined;

  return {
    name,
    concerns: (path) => inputs?.has(path) ?? true,
    async swap(savedAt) {
      const from = performance.now();
      inputs = undefined;
      const bundle = await bundler.bundle();
      inputs = new Set(bundle.inputs.map((path) => join(root, path)));
      const [builtMs, built] = lap(from);
      if (bundle.codeSha256 === deployed) return { outcome: 'same' };
      deployed = undefined;
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile: bundle.zip }));
      await untilUpdated(lambda, functionName, bundle.codeSha256);
      deployed = bundle.codeSha256;
      const [updatedMs, updated] = lap(built);
      const failure = await firstAnswer();
      if (failure !== undefined) return { outcome: 'failing', failure };
      const [answeredMs, answered] = lap(updated);
      return {
        outcome: 'swapped',
        firstAnswerMs: answered - savedAt,
        steps: [
          ['built', builtMs],
          ['updated', updatedMs],
          ['answered', answeredMs],
        ],
      };
    },
    [Symbol.asyncDispose]: () => bundler[Symbol.asyncDispose](),
  };

  /** Calls the function; returns how it failed, if it did. */
  async function firstAnswer(): Promise<string | undefined> {
    const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
    calls(traceId);
    const Payload = JSON.stringify(FIRST_CALLS[name]);
    const command = new InvokeCommand({ FunctionName: functionName, Payload });
    command.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-amzn-trace-id'] = traceId;
        return next(args);
      },
      // After it, the request is signed.
      { step: 'build' },
    );
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      const abortSignal = AbortSignal.any([signal, patience]);
      const { FunctionError, Payload: answer } = await lambda.send(command, { abortSignal });
      return FunctionError === undefined ? undefined : failureOf(answer?.transformToString() ?? '');
    } catch (error) {
      if (signal.aborted) return 'nobody waits for its answer any more';
      if (patience.aborted)
        return `it has not answered within ${PATIENCE_MS / 1000} s; a debugger may hold it up`;
      return messageOf(error);
    }
  }
}

/** Lambda's error answer in a line, with its place. */
function failureOf(answer: string): string {
  const { errorType, errorMessage, trace } = JSON.parse(answer) as {
    errorType?: string;
    errorMessage?: string;
    trace?: string[];
  };
  const where = trace?.find((line) => /^\s+at /.test(line))?.trim();
  return [`${errorType ?? 'Error'}: ${errorMessage ?? 'no message'}`, ...(where ? [where] : [])].join(' ');
}
