import type { LambdaConfigType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { FunctionResult } from '../../../edge/interfaces/function-invoker.ts';
import type { Call } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import type { Pool } from '../state/state.ts';

export type TriggerName = Extract<
  keyof LambdaConfigType,
  | 'PreSignUp'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'PreTokenGeneration'
  | 'CustomMessage'
  | 'UserMigration'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
>;

export interface TriggerCall {
  trigger: TriggerName;
  /** `PostConfirmation_ConfirmSignUp` and the like. */
  source: string;
  pool: Pool;
  userName: string;
  /** Absent for administrators' calls that name no client. */
  clientId: string | undefined;
  request: Readonly<Record<string, unknown>>;
  response: Readonly<Record<string, unknown>>;
  /** The version of the event; "1" unless the pool asks for another. */
  version?: string;
}

/** Milliseconds that a function has for its answer, each time. */
const ANSWER_WITHIN = 5_000;
/** How many times in all a silent function is called. */
const ATTEMPTS = 3;

/**
 * Runs the pool's function for a trigger and returns the `response` of its answer; undefined if there is none. Developer guide,
 * "Customizing user pool workflows with Lambda triggers": synchronous, five seconds, three attempts if no answer comes; an abandoned run
 * continues. A function that fails has answered and is not called again. Throws `UserLambdaValidationException`,
 * `UnexpectedLambdaException`, `InvalidLambdaResponseException`.
 */
export async function runTrigger(
  cognito: Pick<Cognito, 'clock' | 'functions'>,
  call: Pick<Call, 'traceId' | 'userAgent' | 'region' | 'accountId'>,
  { trigger, source, pool, userName, clientId, request, response, version = '1' }: TriggerCall,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const functionArn = pool.settings.LambdaConfig?.[trigger];
  if (!functionArn) return undefined;
  const payload = JSON.stringify({
    version,
    region: call.region,
    userPoolId: pool.id,
    userName,
    callerContext: {
      awsSdkVersion: sdkVersionOf(call.userAgent),
      clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    triggerSource: source,
    request,
    response,
  });
  const invocation = {
    functionArn,
    invokedBy: 'cognito-idp.amazonaws.com',
    sourceArn: pool.arn,
    sourceAccount: call.accountId,
    payload,
    traceId: call.traceId,
    purpose: source,
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const ms = cognito.functions.patience(functionArn, ANSWER_WITHIN);
    const result = await within({ clock: cognito.clock, ms }, cognito.functions.invoke(invocation), trigger);
    if (result) return responseOf(trigger, result);
  }
  throw unexpected(trigger, 'Socket timeout while invoking Lambda function');
}

/** The run's result; undefined if it does not come in time. A later one is dropped. */
async function within(
  { clock, ms }: { clock: Cognito['clock']; ms: number },
  run: Promise<FunctionResult>,
  trigger: TriggerName,
): Promise<FunctionResult | undefined> {
  let alarm: { cancel(): void } | undefined;
  const late = new Promise<undefined>((resolve) => {
    alarm = clock.after(ms, () => resolve(undefined));
  });
  try {
    return await Promise.race([run, late]);
  } catch (error) {
    if (error instanceof AwsError) throw unexpected(trigger, error.code);
    throw error;
  } finally {
    alarm?.cancel();
  }
}

function responseOf(trigger: TriggerName, result: FunctionResult): Readonly<Record<string, unknown>> {
  const answer = parsed(result.payload);
  if (result.functionError) {
    const said = isRecord(answer) ? answer['errorMessage'] : undefined;
    throw new AwsError(
      'UserLambdaValidationException',
      `${trigger} failed with error ${typeof said === 'string' ? said : result.payload}.`,
    );
  }
  const response = isRecord(answer) ? answer['response'] : undefined;
  if (!isRecord(response)) {
    throw unrecognizable();
  }
  return response;
}

/** The error for an answer that is not the event with its response filled in. */
export function unrecognizable(): AwsError {
  return new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
}

function unexpected(trigger: TriggerName, reason: string): AwsError {
  return new AwsError('UnexpectedLambdaException', `${trigger} invocation failed due to error ${reason}.`);
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The caller's SDK in events: `aws-sdk-js-3.1.0`, or AWS's text for an unknown one. */
function sdkVersionOf(userAgent: string): string {
  const match = /^(aws-sdk-[a-z-]+)\/(\d[\w.]*)/.exec(userAgent);
  return match ? `${match[1]}-${match[2]}` : 'aws-sdk-unknown-unknown';
}
