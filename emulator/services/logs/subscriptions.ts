import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AwsError } from '../../edge/aws-error.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { FunctionEvents } from '../../edge/interfaces/function-invoker.ts';
import { traceIdOf } from '../../edge/trace-id.ts';
import { compileFilterPattern } from './filter/filter-pattern.ts';
import { eventId, type StoredLine } from './state/lines.ts';
import type { LogGroup, SubscriptionFilter } from './state/logs-store.ts';

/** Sends the lines of groups to subscribed functions. */
export interface Subscriptions {
  /** Throws AwsError `InvalidParameterException` if CloudWatch Logs may not invoke the function for this group. */
  checkMayDeliver(group: LogGroup, functionArn: string): void;
  /** Delivers what the group's filters match, in the background; what cannot be delivered is lost. */
  deliver(group: LogGroup, stream: string, lines: readonly StoredLine[]): void;
  connect(functions: FunctionEvents): void;
}

const compress = promisify(gzip);

/** Makes the way from groups to functions ("Using CloudWatch Logs subscription filters", user guide). */
export function createSubscriptions({
  config,
  clock,
  random,
}: Pick<EngineContext, 'config' | 'clock' | 'random'>): Subscriptions {
  let functions: FunctionEvents | undefined;

  /** The invoking principal, of the two names that a function's policy may give. */
  function invokerOf({ arn: sourceArn }: LogGroup, functionArn: string) {
    const names = [`logs.${config.region}.amazonaws.com`, 'logs.amazonaws.com'];
    const requests = names.map((invokedBy) => ({
      functionArn,
      invokedBy,
      sourceArn,
      sourceAccount: config.accountId,
    }));
    return requests.find((request) => {
      try {
        functions?.checkMayInvoke(request);
        return functions !== undefined;
      } catch (error) {
        if (error instanceof AwsError) return false;
        throw error;
      }
    });
  }

  async function send(
    group: LogGroup,
    { name, destination }: SubscriptionFilter,
    logStream: string,
    logEvents: readonly object[],
  ): Promise<void> {
    const message = {
      messageType: 'DATA_MESSAGE',
      owner: config.accountId,
      logGroup: group.name,
      logStream,
      subscriptionFilters: [name],
      logEvents,
    };
    const data = (await compress(JSON.stringify(message))).toString('base64');
    const request = invokerOf(group, destination);
    if (!request) return;
    const payload = JSON.stringify({ awslogs: { data } });
    functions?.enqueue({ ...request, payload, traceId: traceIdOf(undefined, { clock, random }) });
  }

  return {
    checkMayDeliver(group, functionArn) {
      if (invokerOf(group, functionArn)) return;
      throw new AwsError(
        'InvalidParameterException',
        'Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
      );
    },
    deliver(group, stream, lines) {
      for (const filter of group.subscriptionFilters.values()) {
        const pattern = compileFilterPattern(filter.pattern);
        const events = lines
          .filter(({ message }) => pattern.matches(message))
          .map((line) => {
            const { timestamp, message } = line;
            const extractedFields = fieldsOf(filter.pattern, pattern.extract(message));
            return { id: eventId(line), timestamp, message, ...(extractedFields && { extractedFields }) };
          });
        // Function or group may be gone by then: both lose the lines, as on AWS.
        if (events.length > 0) void send(group, filter, stream, events).catch(() => {});
      }
    },
    connect(invoker) {
      functions = invoker;
    },
  };
}

/** Fields that a pattern of the kind `[a, b]` names, as the function gets them: without the `$` before each. */
function fieldsOf(pattern: string, extracted: Record<string, string>): object | undefined {
  if (!pattern.trim().startsWith('[')) return undefined;
  return Object.fromEntries(Object.entries(extracted).map(([name, text]) => [name.replace(/^\$/, ''), text]));
}
