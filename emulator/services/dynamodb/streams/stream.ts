import type { ServiceIdentity } from '../storage/committer.ts';
import type { Item } from '../values/attribute-value.ts';

export type ViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';

/** A table's stream. It can be read for 24 hours after it was turned off, or its table deleted. */
export interface Stream {
  readonly arn: string;
  /** The time at which it was turned on, as AWS writes it into the ARN. */
  readonly label: string;
  readonly tableId: string;
  readonly tableName: string;
  readonly keySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  readonly viewType: ViewType;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly endedAt?: number;
}

/** What a write did to one item. */
export interface ItemChange {
  readonly tableId: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly by?: ServiceIdentity;
}

/** How long changes can be read (Developer Guide, "Change data capture for DynamoDB Streams"). */
export const RETENTION_MS = 24 * 60 * 60 * 1000;
