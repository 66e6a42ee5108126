import type { ServiceModel } from '../models/model.ts';
import type { Random } from '../store/random.ts';
import type { AboutPerson } from './events.ts';
import type { Principal } from './principal.ts';

/** What an operation may know of the call it answers. */
export interface Call {
  requestId: string;
  /** `Root=1-…` of X-Ray: the client's, or made at the edge. */
  traceId: string;
  region: string;
  accountId: string;
  /** Undefined for the calls that AWS takes unsigned (Cognito's SignUp …). */
  principal: Principal | undefined;
  /** Aborts when the client hangs up. */
  signal: AbortSignal;
  /** `Host` as the client sent it, for answers that hold URLs. */
  host: string;
  sourceIp: string;
  userAgent: string;
  /** The condition keys that the request brings (`aws:SourceIp`, `aws:RequestTag/…`), for policies that the operation evaluates itself. */
  requestKeys(): Readonly<Record<string, string | readonly string[]>>;
  /** Says whom a call is about, by which a person signs up: traces of one person's sign-up are told as one. */
  about(person: AboutPerson): void;
  /** Asks IAM for a further permission that the operation needs (`iam:PassRole`); throws AWS's AccessDenied. */
  authorize(
    action: string,
    resource: string,
    context?: Readonly<Record<string, string | readonly string[]>>,
  ): void;
}

/**
 * Which parameters an operation honours. `true`: any value. A list: only these values (others are refused by
 * name). A record: the same for the members of a structure, of each element of a list, or of each value of a map.
 */
export type Honoured =
  | true
  | readonly (string | number | boolean)[]
  | { readonly [member: string]: Honoured };

export interface Operation<Input extends object, Output extends object> {
  /** Every parameter that is not named here is refused with 501. */
  readonly honours: { readonly [Member in keyof Input]?: Honoured };
  /** The IAM action where it is not `<service>:<Operation>`. */
  readonly action?: string;
  /** The ARN or ARNs that IAM's policies are matched against; `*` when absent. */
  resource?(input: Input, call: Call): string | readonly string[];
  /** Condition keys of the service that policies may ask for (`aws:ResourceTag/…`, `iam:PassedToService`). */
  conditionKeys?(input: Input, call: Call): Readonly<Record<string, string | readonly string[]>>;
  /** The policy of the resource, as JSON text, where it has one: it can allow what the caller's own policies do not. */
  resourcePolicy?(input: Input, call: Call): string | undefined;
  /** Headers of an answer beside those that the model binds to members. */
  headers?(traceId: string): Readonly<Record<string, string>>;
  run(input: Input, call: Call): Output | Promise<Output>;
}

/** Declares an operation with the SDK's own types of its input and output. */
export function operation<Input extends object, Output extends object>(
  declared: Operation<Input, Output>,
): Operation<object, object> {
  return declared;
}

/** One AWS service: its model, and the operations that are there. Those of the model that are not answer 501. */
export interface Service {
  readonly model: ServiceModel;
  readonly operations: Readonly<Record<string, Operation<object, object>>>;
  /** How this service words a broken constraint; `ValidationException` when absent. */
  readonly validationCode?: string;
  /** The service leaves values out of its sentences about broken constraints, as IAM does. */
  readonly hidesValues?: boolean;
  /** The service names the body in its sentences about broken constraints: `createRestApiInput.name`. */
  readonly namesBody?: boolean;
  /** The service's own sentence about a member, by its name, that has characters it may not have. */
  patternWords?(member: string): string | undefined;
  /** The service's own sentence about a member, by its name, that is too long. */
  lengthWords?(member: string): string | undefined;
  /** The service sends an error's sentence in `x-amzn-ErrorMessage` too, as Cognito does. */
  readonly errorMessageHeader?: boolean;
  /** What goes into `__type` for an error, for services that put it into a namespace; the code alone when absent. */
  errorType?(code: string): string;
  /** The service's own form of a request's id; a UUID when absent. */
  requestId?(random: Pick<Random, 'bytes'>): string;
  /**
   * The service reads, checks and words everything itself (DynamoDB): its operations are given the JSON as it
   * came and their answers go out as they are, with the checksum that this service sends.
   */
  readonly verbatim?: boolean;
}
