import apigateway from './apigateway.json' with { type: 'json' };
import apigatewayv2 from './apigatewayv2.json' with { type: 'json' };
import cognitoIdp from './cognito-idp.json' with { type: 'json' };
import dynamodb from './dynamodb.json' with { type: 'json' };
import dynamodbstreams from './dynamodbstreams.json' with { type: 'json' };
import iam from './iam.json' with { type: 'json' };
import lambda from './lambda.json' with { type: 'json' };
import logs from './logs.json' with { type: 'json' };
import type { ServiceModel } from './model.ts';
import sts from './sts.json' with { type: 'json' };

/** The models of the services, by the names of their folders. The compiler cannot see that the generated data fits the type. */
export const models = {
  apigateway,
  apigatewayv2,
  'cognito-idp': cognitoIdp,
  dynamodb,
  dynamodbstreams,
  iam,
  lambda,
  logs,
  sts,
} as unknown as Record<
  | 'apigateway'
  | 'apigatewayv2'
  | 'cognito-idp'
  | 'dynamodb'
  | 'dynamodbstreams'
  | 'iam'
  | 'lambda'
  | 'logs'
  | 'sts',
  ServiceModel
>;
