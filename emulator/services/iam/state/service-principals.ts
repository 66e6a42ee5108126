import { models } from '../../../models/models.ts';
import { otherServices } from '../../../models/other-services.ts';
import { serviceLinkedRoles } from './service-linked-roles.ts';

/** Parts of services that assume roles under a name of their own, below the service's. */
const PARTS = [
  'application.autoscaling',
  'awslogsdelivery',
  'build.apprunner',
  'config-conforms',
  'config-multiaccountsetup',
  'continuousexport.discovery',
  'credentials.iot',
  'custom-resource.application-autoscaling',
  'delivery.logs',
  'diode',
  'dynamodb.application-autoscaling',
  'ecs-tasks',
  'ecs.application-autoscaling',
  'edgelambda',
  'eks-fargate-pods',
  'elasticmapreduce.application-autoscaling',
  'export.rds',
  'hooks.cloudformation',
  'lambda.application-autoscaling',
  'logdelivery.elasticloadbalancing',
  'logger.cloudfront',
  'malware-protection-plan.guardduty',
  'member.org.stacksets.cloudformation',
  'monitoring.rds',
  'ops.apigateway',
  'pods.eks',
  'preview-iotsitewise',
  'prod.apprunner',
  'replicator.lambda',
  'resources.cloudformation',
  'sagemaker.application-autoscaling',
  'scheduledqueries.timestream',
  'spot',
  'spotfleet',
  'stacksets.cloudformation',
  'states.sync',
  'streams.metrics.cloudwatch',
  'tasks.apprunner',
  'transitgateway',
  'vpc-flow-logs',
];

/** Services whose principals have another name than their endpoints, and names of before. */
const OTHERS = [
  'apidestinations.events',
  'billingreports',
  'cloudwatch-crossaccount',
  'cloudwatch',
  'codeguru-reviewer',
  'cognito-sync',
  'databrew',
  'delivery.iot',
  'dms-fleet-advisor',
  'elastictranscoder',
  'es',
  'iotanalytics',
  'lexv2',
  'lookoutmetrics',
  'macie',
  'migrationhub',
  'neptune-db',
  'opensearchservice',
  'opsworks',
  'opsworks-cm',
  'qldb',
  'reporting.trustedadvisor',
  'resourcegroups',
  'robomaker',
  'route53',
  'serverlessrepo',
  'vmie',
  'vpce',
  'workspaces-web',
  'application-insights',
];

/** Principals outside amazonaws.com: the services of Alexa. */
const OUTSIDE = new Set([
  'alexa-appkit.amazon.com',
  'alexa-connectedhome.amazon.com',
  'lambda.alexa.amazon.com',
]);

const KNOWN = new Set([
  ...Object.values(models).map(({ service }) => service),
  ...otherServices.map(({ scope }) => scope.toLowerCase()),
  ...[...serviceLinkedRoles.keys()].map((name) => name.replace(/\.amazonaws\.com$/, '')),
  ...PARTS,
  ...OTHERS,
]);

/**
 * Whether an AWS service has this principal: `lambda.amazonaws.com`, `logs.eu-west-1.amazonaws.com` of one region, or the service in China.
 * AWS publishes no complete list: this one has every service that the SDKs know, and the other principals in its documentation.
 */
export function isServicePrincipal(name: string): boolean {
  if (OUTSIDE.has(name)) return true;
  const [, service = ''] = /^(.+)\.amazonaws\.com(?:\.cn)?$/.exec(name) ?? [];
  return KNOWN.has(service) || KNOWN.has(service.replace(/\.[a-z]{2}(-[a-z]+)+-\d$/, ''));
}
