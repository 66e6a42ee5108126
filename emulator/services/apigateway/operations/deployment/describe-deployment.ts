import type { Deployment } from '@aws-sdk/client-api-gateway';
import type { DeploymentRecord } from '../../state/records.ts';

/** A deployment as AWS shows it; `apiSummary` where the caller embeds it. */
export function describeDeployment(
  { id, description, createdAt, snapshot }: DeploymentRecord,
  embed: readonly string[] = [],
): Deployment {
  const summary = () =>
    Object.fromEntries(
      snapshot.resources
        .filter(({ methods }) => Object.keys(methods).length > 0)
        .map(({ path, methods }) => [
          path,
          Object.fromEntries(
            Object.values(methods).map(({ httpMethod, authorizationType, apiKeyRequired = false }) => [
              httpMethod,
              { authorizationType, apiKeyRequired },
            ]),
          ),
        ]),
    );
  return {
    id,
    description,
    createdDate: new Date(createdAt),
    apiSummary: embed.includes('apisummary') ? summary() : undefined,
  };
}
