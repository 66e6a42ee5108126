import { apiStore } from '../services/apigateway/state/api-store.ts';
import { planStore } from '../services/apigateway/state/plan-store.ts';
import { httpApiStore } from '../services/apigatewayv2/state/http-api-store.ts';
import { cognitoStore } from '../services/cognito-idp/state/store.ts';
import { usageStore } from '../services/iam/report/usage-store.ts';
import { iamStore } from '../services/iam/state/iam-store.ts';
import { lambdaStore } from '../services/lambda/state/lambda-store.ts';
import { logsStore } from '../services/logs/state/logs-store.ts';

/** All stores of the services: a snapshot holds exactly these. */
export const STORES = [
  apiStore,
  planStore,
  httpApiStore,
  cognitoStore,
  iamStore,
  usageStore,
  lambdaStore,
  logsStore,
];
