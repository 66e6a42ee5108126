import { AwsError } from '../edge/aws-error.ts';

/** The kinds of resources that the engine has itself, by their names in templates. */
const OWN = /AWS::(?:ApiGateway|ApiGatewayV2|Cognito|DynamoDB|IAM|Lambda|Logs|Serverless)::\w+/;

/** A function of this engine, wherever it is named. */
const FUNCTION = /arn:aws[\w-]*:lambda:[\w-]+:\d+:function:[\w:-]+/;

/** Calls that make another service invoke a function: it would look for it upstream, where it does not exist. */
const TELLS_TO_CALL: Readonly<Record<string, readonly string[]>> = {
  S3: ['PutBucketNotificationConfiguration'],
  SNS: ['Subscribe'],
  EventBridge: ['PutTargets'],
  Scheduler: ['CreateSchedule', 'UpdateSchedule'],
  SFN: ['CreateStateMachine', 'UpdateStateMachine', 'TestState'],
  'CloudWatch Logs': ['PutSubscriptionFilter'],
  'Secrets Manager': ['RotateSecret'],
  SES: ['CreateReceiptRule', 'UpdateReceiptRule'],
  Firehose: ['CreateDeliveryStream', 'UpdateDestination'],
  CloudWatch: ['PutMetricAlarm'],
};

/** Calls that create what a template says. */
const TEMPLATES = ['CreateStack', 'UpdateStack', 'CreateChangeSet', 'CreateStackSet', 'UpdateStackSet'];

/** Whether a call must be read before it may go upstream. */
export function hasToBeRead(service: string, operation: string | undefined): boolean {
  return operation !== undefined && (TELLS_TO_CALL[service]?.includes(operation) ?? false);
}

/**
 * Refuses, by name, what would make the upstream create or call something of the engine: a template with resources of the engine's own
 * services, which the upstream would create on its side, and a target that is a function. `text` is the call's body, unescaped. Throws
 * AwsError 501 `NotImplementedException`.
 */
export function refuseOwnResources(service: string, operation: string | undefined, text: string): void {
  if (operation === undefined) return;
  if (service === 'CloudFormation' && TEMPLATES.includes(operation)) {
    const [kind] = OWN.exec(text) ?? [];
    if (kind)
      throw refusal(
        `${kind} in a template: CloudFormation would make it upstream, and this service is the engine's own. Make it with its own API, Terraform or make deploy`,
      );
    if (/\bTemplateURL\b/.test(text))
      throw refusal(
        'TemplateURL: the engine reads templates to keep its own services out of them. Give TemplateBody',
      );
  }
  if (!hasToBeRead(service, operation)) return;
  const [arn] = FUNCTION.exec(text) ?? /arn:aws:states:::lambda:\w+/.exec(text) ?? [];
  if (arn)
    throw refusal(
      `${service}: ${operation} with ${arn}: the upstream would call a function that is not there but here. Let the function read from a queue, or call it with Invoke`,
    );
}

function refusal(what: string): AwsError {
  return new AwsError('NotImplementedException', `${what}. It is not supported by the embedded engine.`, {
    status: 400,
  });
}
