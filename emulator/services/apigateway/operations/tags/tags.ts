import type {
  GetTagsRequest,
  TagResourceRequest,
  Tags,
  UntagResourceRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi, findStage } from '../../control/lookup.ts';
import type { Strings } from '../../state/records.ts';
import { findKey } from '../api-key/api-key-rules.ts';
import { findPlan } from '../usage-plan/usage-plan-rules.ts';

const path = ({ resourceArn }: { resourceArn?: string }) => `/tags/${encodeURIComponent(resourceArn ?? '')}`;

type Needs = Pick<Dependencies, 'store' | 'plans' | 'config'>;

interface Tagged {
  tags: Strings;
  put(tags: Strings): void;
}

/** The target of an ARN: an API, a stage of it, an API key, or a usage plan. */
function findTagged(dependencies: Needs, resourceArn = ''): Tagged {
  const { config, store, plans } = dependencies;
  const [, place, kind, id] =
    /^arn:aws[\w-]*:apigateway:([\w-]+)::\/(apikeys|usageplans)\/([^/]+)$/.exec(resourceArn) ?? [];
  if (place === config.region && kind === 'apikeys') {
    const key = findKey(dependencies, id);
    return { tags: key.tags, put: (tags) => plans.commit.putKey({ key: { ...key, tags } }) };
  }
  if (place === config.region && kind === 'usageplans') {
    const plan = findPlan(dependencies, id);
    return { tags: plan.tags, put: (tags) => plans.commit.putPlan({ plan: { ...plan, tags } }) };
  }
  const [, region, apiId = '', stageName] =
    /^arn:aws[\w-]*:apigateway:([\w-]+)::\/restapis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(resourceArn) ?? [];
  if (region !== config.region) throw badRequest('Invalid ARN specified in the request');
  const { api } = findApi(dependencies, apiId);
  if (stageName === undefined)
    return { tags: api.tags, put: (tags) => store.commit.putApi({ api: { ...api, tags } }) };
  const stage = findStage(dependencies, apiId, stageName);
  return { tags: stage.tags, put: (tags) => store.commit.putStage({ apiId, stage: { ...stage, tags } }) };
}

/** The tags of an API or a stage. */
export function getTags(dependencies: Needs) {
  return operation<GetTagsRequest, Tags>({
    honours: { resourceArn: true },
    ...access('GET', path),
    run: ({ resourceArn }) => ({ tags: { ...findTagged(dependencies, resourceArn).tags } }),
  });
}

/** Adds tags. */
export function tagResource(dependencies: Needs) {
  return operation<TagResourceRequest, object>({
    honours: { resourceArn: true, tags: true },
    ...access('PUT', path),
    run({ resourceArn, tags }) {
      const tagged = findTagged(dependencies, resourceArn);
      tagged.put({ ...tagged.tags, ...tags });
      return {};
    },
  });
}

/** Removes tags; missing ones are no error. */
export function untagResource(dependencies: Needs) {
  return operation<UntagResourceRequest, object>({
    honours: { resourceArn: true, tagKeys: true },
    ...access('DELETE', path),
    run({ resourceArn, tagKeys = [] }) {
      const tagged = findTagged(dependencies, resourceArn);
      tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !tagKeys.includes(key))));
      return {};
    },
  });
}
