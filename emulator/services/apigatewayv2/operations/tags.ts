import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import { badRequest, type Dependencies, findApi, findPart } from './dependencies.ts';

type Tags = Readonly<Record<string, string>>;
const path = ({ ResourceArn }: { ResourceArn?: string }) => `/tags/${encodeURIComponent(ResourceArn ?? '')}`;

/** The target of an ARN: an API, or a stage of it. */
function findTagged(
  dependencies: Pick<Dependencies, 'store' | 'config'>,
  resourceArn = '',
): { tags: Tags; put(tags: Tags): void } {
  const { store, config } = dependencies;
  const [, region, apiId = '', stageName] =
    /^arn:aws[\w-]*:apigateway:([\w-]+)::\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(resourceArn) ?? [];
  if (region !== config.region) throw badRequest('Invalid resource ARN specified in the request');
  const { api, stages } = findApi(dependencies, apiId);
  if (stageName === undefined)
    return {
      tags: api.Tags ?? {},
      put: (tags) => store.commit.putApi({ api: { ...api, Tags: { ...tags } } }),
    };
  const stage = findPart(stages, stageName, 'Stage');
  return {
    tags: stage.Tags ?? {},
    put: (tags) => store.commit.putStage({ apiId, stage: { ...stage, Tags: { ...tags } } }),
  };
}

/** The tags of an API or a stage. */
export function getTags(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetTagsRequest, GetTagsResponse>({
    honours: { ResourceArn: true },
    ...access('GET', path),
    run: ({ ResourceArn }) => ({ Tags: { ...findTagged(dependencies, ResourceArn).tags } }),
  });
}

/** Adds tags. */
export function tagResource(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<TagResourceRequest, object>({
    honours: { ResourceArn: true, Tags: true },
    ...access('POST', path),
    run({ ResourceArn, Tags }) {
      const tagged = findTagged(dependencies, ResourceArn);
      tagged.put({ ...tagged.tags, ...Tags });
      return {};
    },
  });
}

/** Removes tags; missing ones are no error. */
export function untagResource(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<UntagResourceRequest, object>({
    honours: { ResourceArn: true, TagKeys: true },
    ...access('DELETE', path),
    run({ ResourceArn, TagKeys = [] }) {
      const tagged = findTagged(dependencies, ResourceArn);
      tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key))));
      return {};
    },
  });
}
