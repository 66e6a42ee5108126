import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Outputs } from '../provision/outputs.ts';

/** The role of a provisioned function, for functions that are measured. */
export async function provisionedRole(lambda: LambdaClient, { functions }: Outputs): Promise<string> {
  const { Role } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functions.authorizer }),
  );
  if (!Role) throw new Error(`The function ${functions.authorizer} has no role.`);
  return Role;
}
