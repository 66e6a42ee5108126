import { AwsError } from '../../edge/aws-error.ts';
import { foundMapping } from './event-sources/found-mapping.ts';
import { mappingArn } from './event-sources/mapping.ts';
import { addressedFunction, foundFunction } from './function-name.ts';
import type { LambdaServices } from './services.ts';

type Tags = Record<string, string>;

/** What has tags: a function or an event source mapping. */
interface TaggedResource {
  readonly tags: Readonly<Tags>;
  /** Replaces the tags. */
  keep(tags: Tags): void;
}

const MAPPING = /^arn:[^:]+:lambda:[^:]*:[^:]*:event-source-mapping:(.+)$/;

/** There are none here, so a tag's target of this kind is never found. */
const CAPACITY_PROVIDER = /^arn:[^:]+:lambda:[^:]*:[^:]*:capacity-provider:/;

function missing(text: string): AwsError {
  return new AwsError('ResourceNotFoundException', text);
}

/** Finds what a call about tags means, by its ARN. Throws AWS's errors for what has no tags or does not exist. */
export function taggedResource(
  { context, store }: Pick<LambdaServices, 'context' | 'store'>,
  arn: string,
): TaggedResource {
  const [, mappingId] = MAPPING.exec(arn) ?? [];
  if (mappingId !== undefined) {
    if (arn !== mappingArn(context.config, mappingId) || !store.state.mappings?.[mappingId])
      throw missing(`Event source mapping not found: ${arn}`);
    const { id, tags = {} } = foundMapping(store.state, mappingId);
    return { tags, keep: (changed) => store.commit.tagMapping({ id, tags: changed }) };
  }
  if (CAPACITY_PROVIDER.test(arn)) throw missing(`Capacity provider not found: ${arn}`);
  const { qualifier } = addressedFunction(context.config, arn);
  if (qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const { name, tags } = foundFunction(store.state, context.config, arn).record;
  return {
    tags,
    keep: (changed) => store.commit.setTags({ name, tags: changed, revisionId: context.random.uuid() }),
  };
}
