import type { ServiceIdentity } from '../storage/committer.ts';
import { type AttributeValue, attribute, type Item } from '../values/attribute-value.ts';
import { equalItems } from '../values/compare.ts';
import { itemSize } from '../values/size.ts';
import type { ItemChange, Stream } from './stream.ts';

/** A change as the API shows it. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly userIdentity?: { readonly PrincipalId: string; readonly Type: ServiceIdentity['type'] };
}

/** Whether a write changed anything: AWS keeps no record of one without effect. */
export function isChange({ before, after }: ItemChange): boolean {
  if (!before || !after) return before !== after;
  return !equalItems(before, after);
}

/** The record of a change. */
export function recordOf(
  stream: Stream,
  { before, after, by }: ItemChange,
  { eventID, sequence, now }: { eventID: string; sequence: string; now: number },
): StreamRecord {
  const { viewType } = stream;
  const Keys = keysOf(stream, after ?? before ?? {});
  const NewImage = viewType === 'NEW_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? after : undefined;
  const OldImage = viewType === 'OLD_IMAGE' || viewType === 'NEW_AND_OLD_IMAGES' ? before : undefined;
  const size = itemSize(Keys) + itemSize(NewImage ?? {}) + itemSize(OldImage ?? {});
  return {
    eventID,
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: stream.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys,
      ...(NewImage && { NewImage }),
      ...(OldImage && { OldImage }),
      SequenceNumber: sequence,
      SizeBytes: size,
      StreamViewType: viewType,
    },
    ...(by && { userIdentity: { PrincipalId: by.principalId, Type: by.type } }),
  };
}

function keysOf({ keySchema }: Stream, item: Item): Item {
  const keys: Record<string, AttributeValue> = {};
  for (const { AttributeName } of keySchema) {
    const value = attribute(item, AttributeName);
    if (value) keys[AttributeName] = value;
  }
  return keys;
}
