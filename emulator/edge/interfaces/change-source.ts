/** A change of an item as functions get it. */
export interface SourceChange {
  /** Where reading continues after it. */
  readonly position: string;
  /** Identifies the item: its changes keep their order. */
  readonly item: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The part of the stream that it is in. */
  readonly shardId: string;
  /** The record of the function's event. */
  readonly record: object;
}

/** What another service needs of the streams of tables: to read them, and to hear of changes. */
export interface ChangeSource {
  /** Whether a stream can be read. */
  exists(streamArn: string): boolean;
  /** The position after all changes so far. */
  latest(streamArn: string): string;
  /** The changes after a position, the oldest first; from the first available one if the position is undefined. */
  read(streamArn: string, after: string | undefined, limit: number): Promise<SourceChange[]>;
  /** Calls back after changes. The returned function ends that. */
  watch(changed: (streamArn: string) => void): () => void;
}
