import list from './other-services.json' with { type: 'json' };

/** A service of AWS that the engine does not have. */
export interface OtherService {
  /** As AWS calls it: `S3`, `CloudFormation`. */
  readonly name: string;
  /** The service in the scope of a signature. */
  readonly scope: string;
  /** `query`, `ec2`, `rest-xml`, `rest-json`, `json`, or a newer one, whose errors are JSON where the client does not ask for CBOR. */
  readonly protocol: string;
  readonly targetPrefix?: string;
}

/** Every service of AWS that the engine does not have, made by `generate.ts`. */
export const otherServices: readonly OtherService[] = list;
