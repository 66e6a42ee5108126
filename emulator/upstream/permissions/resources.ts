import type { CallToPermit } from './permission.ts';

type Call = Pick<CallToPermit, 'input' | 'region' | 'accountId' | 'operation'>;
type Name = (value: string) => string;

/** Members that name a resource, by the service's scope, in order of precedence, and the ARN's last part for a bare name. */
const named: Readonly<Record<string, readonly (readonly [member: string, name: Name])[]>> = {
  sqs: [
    ['QueueUrl', (url) => url.split('/').at(-1) ?? ''],
    ['QueueName', (name) => name],
    ['SourceArn', (arn) => arn],
  ],
  sns: [
    ['TopicArn', (arn) => arn],
    ['TargetArn', (arn) => arn],
    ['ResourceArn', (arn) => arn],
    ['Name', (name) => name],
  ],
  ssm: [
    ['Name', parameter],
    ['Path', parameter],
    ['DocumentName', (name) => `document/${name}`],
  ],
  // A secret's ARN ends in six characters that only the upstream knows; policies write `name-*` or `name-??????` for them.
  secretsmanager: [
    ['SecretId', secret],
    ['Name', secret],
  ],
  states: [
    ['stateMachineArn', (arn) => arn],
    ['executionArn', (arn) => arn],
    ['activityArn', (arn) => arn],
    ['resourceArn', (arn) => arn],
    ['name', (name) => `stateMachine:${name}`],
  ],
  kms: [['KeyId', (id) => (id.startsWith('alias/') ? id : `key/${id}`)]],
  kinesis: [
    ['StreamARN', (arn) => arn],
    ['StreamName', (name) => `stream/${name}`],
  ],
  firehose: [['DeliveryStreamName', (name) => `deliverystream/${name}`]],
  cloudformation: [['StackName', (name) => `stack/${name}/*`]],
};

/** The resources that a JSON or query call names, as ARNs; `*` if it names none that is known here. */
export function resourcesOf(scope: string, call: Call): readonly string[] {
  const { input, region, accountId, operation } = call;
  const arn = (name: string) =>
    name.startsWith('arn:') ? name : `arn:aws:${scope}:${region}:${accountId}:${name}`;
  if (scope === 'events') return eventResources(call).map((name) => (name === '*' ? name : arn(name)));
  if (scope === 'ssm' && Array.isArray(input['Names']))
    return input['Names'].filter(isText).map((name) => arn(parameter(name)));
  if (scope === 'secretsmanager' && Array.isArray(input['SecretIdList']))
    return input['SecretIdList'].filter(isText).map((name) => arn(secret(name)));
  for (const [member, name] of named[scope] ?? []) {
    const value = input[member];
    if (isText(value)) return [value.startsWith('arn:') ? value : arn(name(value))];
  }
  const known = Object.values(input).find((value) => isText(value) && value.startsWith(`arn:aws:${scope}:`));
  return [isText(known) && operation !== undefined ? known : '*'];
}

function eventResources({ input, operation = '' }: Call): string[] {
  if (operation === 'PutEvents') {
    const entries = Array.isArray(input['Entries']) ? input['Entries'] : [];
    const buses = entries.map((entry: { EventBusName?: unknown }) => bus(entry.EventBusName));
    return [...new Set(buses)];
  }
  const name = input['Rule'] ?? (/Rule$/.test(operation) ? input['Name'] : undefined);
  if (isText(name)) {
    const of = bus(input['EventBusName']).replace(/^.*event-bus\//, '');
    return [of === 'default' ? `rule/${name}` : `rule/${of}/${name}`];
  }
  const named = input['EventBusName'] ?? (/EventBus$/.test(operation) ? input['Name'] : undefined);
  return isText(named) ? [bus(named)] : ['*'];
}

function bus(name: unknown): string {
  if (!isText(name)) return 'event-bus/default';
  return name.startsWith('arn:') ? name : `event-bus/${name}`;
}

function parameter(name: string): string {
  return `parameter/${name.replace(/^\//, '')}`;
}

function secret(name: string): string {
  return `secret:${name}-??????`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
