import { createHash } from 'node:crypto';
import {
  CreateDeploymentCommand,
  DeleteDeploymentCommand,
  type Deployment,
  GetDeploymentsCommand,
} from '@aws-sdk/client-api-gateway';
import { canonical, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { codeOf, isGone, messageOf } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { isKnown, unknown } from '../reconcile/unknown.ts';
import { apiArn } from './rest-api.ts';

export interface DeploymentProps {
  readonly apiId: string;
  /** Of everything in the snapshot. */
  readonly fingerprint: string;
}

const MARK = 'gatehouse ';

/** A short text that changes with anything in `content`; unknown as long as anything in it is. */
export function fingerprint(content: Value): string {
  if (!isKnown(content)) return unknown('fingerprint of the API');
  return createHash('sha256').update(canonical(content)).digest('hex').slice(0, 16);
}

/**
 * A snapshot of the API: resources, methods, integrations, authorizers and gateway responses. Requests meet the snapshot, never the API
 * itself. Its description has the fingerprint of its content, which distinguishes it from other snapshots.
 */
export const deployment: Kind<DeploymentProps, Deployment, { id: string }> = {
  type: 'deployment',
  namesRepeat: true,
  part: true,
  name: ({ fingerprint }) => (isKnown(fingerprint) ? fingerprint : 'of the API'),
  identity: ({ apiId, fingerprint }) => [apiId, fingerprint],
  async observe({ apiId, fingerprint }, run) {
    return (await listDeployments(apiId, run)).find(
      ({ description }) => description === `${MARK}${fingerprint}`,
    );
  },
  wanted: () => ({}),
  found: () => ({}),
  predict: () => ({ id: unknown('id of the deployment') }),
  outputs: ({ id }) => ({ id: id ?? unknown('id of the deployment') }),
  create: ({ apiId: restApiId, fingerprint }, { clients }) =>
    clients.apigateway.send(new CreateDeploymentCommand({ restApiId, description: `${MARK}${fingerprint}` })),
  async remove({ id: deploymentId }, { apiId: restApiId }, { clients }) {
    await clients.apigateway
      .send(new DeleteDeploymentCommand({ restApiId, deploymentId }))
      .catch(unlessGoneOrUsed);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${apiArn(scope)}/*/deployments`] },
  ],
};

export interface SupersededProps {
  readonly apiId: string;
  /** The one in use. */
  readonly deploymentId: string;
}

/** Snapshots of earlier runs that no stage of this stack uses any more. */
export const supersededDeployments: Kind<SupersededProps, readonly Deployment[], undefined> = {
  type: 'superseded deployments of',
  part: true,
  unwanted: true,
  name: ({ apiId }) => (isKnown(apiId) ? apiId : 'the API'),
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, deploymentId }, run) {
    const all = await listDeployments(apiId, run);
    const old = all.filter(({ id, description }) => id !== deploymentId && description?.startsWith(MARK));
    return old.length > 0 ? old : undefined;
  },
  wanted: () => ({}),
  found: (old) => Object.fromEntries(old.map(({ id = '', description }) => [id, description])),
  predict: () => undefined,
  outputs: () => undefined,
  create: () => Promise.reject(new Error('Superseded deployments are never made.')),
  async remove(old, { apiId: restApiId, deploymentId }, { clients }) {
    for (const { id } of old.filter(({ id }) => id !== deploymentId)) {
      await clients.apigateway
        .send(new DeleteDeploymentCommand({ restApiId, deploymentId: id }))
        .catch(unlessGoneOrUsed);
    }
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET'], resources: [`${apiArn(scope)}/*/deployments`] },
    { actions: ['apigateway:DELETE'], resources: [`${apiArn(scope)}/*/deployments/*`] },
  ],
};

/** Newest first. */
function listDeployments(restApiId: string, run: Run): Promise<readonly Deployment[]> {
  return run.reads.get(`deployments of ${restApiId}`, async () => {
    const deployments: Deployment[] = [];
    let position: string | undefined;
    try {
      do {
        const page = await run.clients.apigateway.send(
          new GetDeploymentsCommand({ restApiId, limit: 500, position }),
        );
        deployments.push(...(page.items ?? []));
        position = page.position;
      } while (position);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    return deployments.sort((a, b) => Number(b.createdDate ?? 0) - Number(a.createdDate ?? 0));
  });
}

/** One that somebody else's stage uses stays: BadRequestException "Active stages pointing to this …". */
function unlessGoneOrUsed(error: unknown): void {
  const used = codeOf(error) === 'BadRequestException' && /Active stages/.test(messageOf(error));
  if (!used && !isGone(error)) throw error;
}
