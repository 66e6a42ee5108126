/** The form of the service models beside this file (`*.json`), which `generate.ts` makes. */
export interface ServiceModel {
  service: string;
  protocol: 'json' | 'rest-json' | 'query';
  apiVersion: string;
  jsonVersion?: string;
  /** The first half of `X-Amz-Target`, for awsJson. */
  targetPrefix?: string;
  xmlNamespace?: string;
  operations: Record<string, OperationModel>;
  shapes: Record<string, ShapeModel>;
}

export interface OperationModel {
  method: string;
  /** The path template, with `{Label}` and `{Greedy+}`. */
  uri: string;
  /** The status of success; 200 when absent. */
  status?: number;
  input?: string;
  output?: string;
  resultWrapper?: string;
  /** The SDKs send this call without a signature (Cognito's public calls). */
  unsigned?: boolean;
}

export type TimestampFormat = 'iso8601' | 'rfc822' | 'unixTimestamp';

export interface MemberModel {
  shape: string;
  /** Where the member travels when it is not in the body. */
  in?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  /** The name on the wire where it differs from the member's. */
  name?: string;
  flattened?: boolean;
  timestamp?: TimestampFormat;
}

export interface ShapeModel {
  type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'character'
    | 'boolean'
    | 'byte'
    | 'short'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'bigdecimal'
    | 'timestamp'
    | 'blob';
  members?: Record<string, MemberModel>;
  member?: MemberModel;
  key?: MemberModel;
  value?: MemberModel;
  required?: string[];
  /** The member that is the whole body, for restJson. */
  payload?: string;
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
  /** Its value is never shown in an error or an event. */
  sensitive?: boolean;
  flattened?: boolean;
  timestamp?: TimestampFormat;
  /** The shape is an error of the service. */
  error?: { status: number; code?: string };
}
