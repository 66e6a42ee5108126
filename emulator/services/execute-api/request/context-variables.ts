import type { Principal } from '../../../edge/principal.ts';
import type { RequestContext } from './request-context.ts';

/** The value of `$context.<name>`, if REST and HTTP APIs have it alike; undefined if they do not, or if it is unknown for this request. */
export function sharedVariable(context: RequestContext, name: string): string | undefined {
  const { stage, request } = context;
  switch (name) {
    case 'accountId':
      return stage.accountId;
    case 'apiId':
    case 'domainPrefix':
      return stage.apiId;
    case 'stage':
      return stage.stageName;
    case 'domainName':
      return domainName(context);
    case 'requestId':
      return context.requestId;
    case 'httpMethod':
      return context.method;
    case 'protocol':
      return `HTTP/${request.httpVersion}`;
    case 'requestTime':
      return requestTime(context.startedAt);
    case 'requestTimeEpoch':
      return String(context.startedAt);
    case 'status':
      return context.status > 0 ? String(context.status) : undefined;
    case 'responseLength':
      return String(context.responseLength);
    case 'responseLatency':
      return String(Math.round(performance.now() - context.started));
    case 'integrationLatency':
      return context.integrationLatencyMs === undefined
        ? undefined
        : String(Math.round(context.integrationLatencyMs));
    case 'integrationStatus':
      return context.integrationStatus === undefined ? undefined : String(context.integrationStatus);
    default:
      return undefined;
  }
}

/** What is known of a signing caller (`$context.identity.…` of AWS_IAM methods). */
export function callerVariables(caller: Principal): Record<string, string | undefined> {
  return {
    accountId: caller.accountId,
    accessKey: caller.accessKeyId,
    caller: caller.userId,
    user: caller.userId,
    userArn: caller.arn,
  };
}

/** The API's own name on AWS: functions and mappings do not see how this engine was reached. */
export function domainName({ stage }: Pick<RequestContext, 'stage'>): string {
  return `${stage.apiId}.execute-api.${stage.region}.amazonaws.com`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** CLF time, `dd/MMM/yyyy:HH:mm:ss +0000`. */
export function requestTime(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  const [year, month, date] = day.split('-');
  return `${date}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
