import { hash } from 'node:crypto';
import { sequenceOf } from './sequence.ts';
import { RETENTION_MS, type Stream } from './stream.ts';

/** How long a shard takes changes before another one goes on (Developer Guide: four hours). */
const SHARD_MS = 4 * 60 * 60 * 1000;

/** A part of a stream. The shards follow from the time the stream was turned on, and from the clock. */
export interface Shard {
  readonly id: string;
  readonly number: number;
  readonly first: string;
  /** The last sequence number that can be in it; undefined while it takes changes. */
  readonly last: string | undefined;
  readonly parent: string | undefined;
}

/** The shards of a stream that hold what can still be read, the oldest first. */
export function shardsOf(stream: Stream, now: number): Shard[] {
  const end = stream.endedAt ?? now;
  const newest = numberAt(stream, end);
  const oldest = Math.max(0, numberAt(stream, now - RETENTION_MS));
  const shards: Shard[] = [];
  for (let number = oldest; number <= newest; number += 1) shards.push(shardOf(stream, number, newest));
  return shards;
}

/** The id of the shard that takes a stream's changes at a time, in milliseconds since 1970. */
export function shardAt(stream: Stream, ms: number): string {
  return shardId(stream, numberAt(stream, ms));
}

function numberAt({ createdAt }: Stream, ms: number): number {
  return Math.floor((ms - createdAt) / SHARD_MS);
}

function shardOf(stream: Stream, number: number, newest: number): Shard {
  const ends = startOf(stream, number + 1);
  const closed = number < newest ? ends : stream.endedAt === undefined ? undefined : stream.endedAt + 1;
  return {
    id: shardId(stream, number),
    number,
    first: sequenceOf(startOf(stream, number), 0),
    last: closed === undefined ? undefined : sequenceOf(closed - 1, 10 ** 8 - 1),
    parent: number === 0 ? undefined : shardId(stream, number - 1),
  };
}

function startOf({ createdAt }: Stream, number: number): number {
  return createdAt + number * SHARD_MS;
}

function shardId(stream: Stream, number: number): string {
  const start = String(Math.floor(startOf(stream, number))).padStart(20, '0');
  return `shardId-${start}-${hash('sha256', `${stream.arn}/${number}`, 'hex').slice(0, 8)}`;
}
