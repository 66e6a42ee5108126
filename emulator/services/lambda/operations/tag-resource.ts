import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { taggedResource } from '../tagged-resource.ts';
import { checkTags } from '../tags.ts';

/** TagResource: adds tags to a function or an event source mapping, or changes their values. */
export function tagResource(services: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<TagResourceRequest, object>({
    honours: { Resource: true, Tags: true },
    resource: ({ Resource = '*' }) => Resource,
    run({ Resource = '', Tags = {} }) {
      const tagged = taggedResource(services, Resource);
      // Recorded on AWS: no tags at all are an error, in these words.
      if (Object.keys(Tags).length === 0)
        throw new AwsError(
          'InvalidParameterValueException',
          'An error occurred and the request cannot be processed.',
        );
      const tags = { ...tagged.tags, ...Tags };
      checkTags(tags);
      tagged.keep(tags);
      return {};
    },
  });
}
