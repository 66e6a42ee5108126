import type { Code } from './code.ts';
import type { Statement } from './statement.ts';

/** One statement of a layer version's policy, as GetLayerVersionPolicy shows it. */
export type LayerStatement = Statement;

/** A version of a layer. It never changes; a deleted one stays with the functions that have it. */
export interface LayerVersion {
  version: number;
  description: string;
  /** Undefined if none were given: then AWS leaves the member out. */
  compatibleRuntimes: string[] | undefined;
  compatibleArchitectures: string[] | undefined;
  licenseInfo: string | undefined;
  code: Code;
  /** Whether it contains programs that Lambda would start beside the function (`extensions/`). */
  hasExtensions: boolean;
  /** Milliseconds since 1970. */
  created: number;
  statements: LayerStatement[];
  /** Of its policy; changes with it. */
  revisionId: string;
}

export interface LayerRecord {
  name: string;
  /** By number. */
  versions: Record<string, LayerVersion>;
  /** The highest published number; numbers are never reused. */
  published: number;
}

/** A function's layer version: with its code, because it may be deleted and the function keeps it. */
export interface AttachedLayer {
  arn: string;
  code: Code;
}
