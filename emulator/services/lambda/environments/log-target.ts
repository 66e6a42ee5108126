import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import type { Principal } from '../../../edge/principal.ts';
import type { Clock } from '../../../store/clock.ts';
import type { Random } from '../../../store/random.ts';
import type { LogTarget } from './environment-log.ts';
import type { Revision } from './revision.ts';

interface Surroundings {
  authority: Pick<Authority, 'authorize'>;
  config: Pick<EngineConfig, 'accountId' | 'region'>;
  clock: Pick<Clock, 'now'>;
  random: Pick<Random, 'bytes'>;
}

/**
 * The log stream of a new environment, `YYYY/MM/DD/[version]<32 hex digits>`, and what the function's role lets it do there
 * (developer guide, "Sending Lambda function logs to CloudWatch Logs": the execution role needs the three actions).
 */
export function logTarget(revision: Revision, { authority, config, clock, random }: Surroundings): LogTarget {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const stream = `${day}/[${revision.version}]${Buffer.from(random.bytes(16)).toString('hex')}`;
  const group = revision.logGroup;
  const principal = sessionOf(revision, config.accountId, clock.now());
  const streams = `arn:aws:logs:${config.region}:${config.accountId}:log-group:${group}:log-stream:`;
  const may = (action: string, resource: string) => isAllowed(authority, principal, action, resource);
  return {
    group,
    stream,
    createGroup: () => may('logs:CreateLogGroup', streams),
    write:
      may('logs:CreateLogStream', `${streams}${stream}`) && may('logs:PutLogEvents', `${streams}${stream}`),
  };
}

function sessionOf(
  { roleArn, functionName: sessionName, functionArn: sourceFunctionArn }: Revision,
  accountId: string,
  issuedAt: number,
): Principal {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    kind: 'assumed-role',
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`,
    userId: `${role}:${sessionName}`,
    roleArn,
    session: { issuedAt, sourceFunctionArn },
  };
}

function isAllowed(
  authority: Pick<Authority, 'authorize'>,
  principal: Principal,
  action: string,
  resource: string,
): boolean {
  try {
    authority.authorize({ principal, action, resource });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
