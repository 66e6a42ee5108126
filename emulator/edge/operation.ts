import type { ServiceModel } from '../models/model.ts';
import type { Random } from '../store/random.ts';
import type { AboutPerson } from './events.ts';
import type { Principal } from './principal.ts';

/** What an operation may know of its call. */
export interface Call {
  requestId: string;
  /** `Root=1-…` of X-Ray: the client's, or made at the edge. */
  traceId: string;
  region: string;
  accountId: string;
  /** Undefined for unsigned calls (Cognito's SignUp …). */
  principal: Principal | undefined;
  /** Aborts when the client hangs up. */
  signal: AbortSignal;
  /** `Host` as the client sent it, for answers that hold URLs. */
  host: string;
  sourceIp: string;
  userAgent: string;
  /** The request's condition keys (`aws:SourceIp`, `aws:RequestTag/…`), for policies that the operation evaluates itself. */
  requestKeys(): Readonly<Record<string, string | readonly string[]>>;
  /** Names the person of a call, so that traces of one person's sign-up are joined. */
  about(person: AboutPerson): void;
  /** Checks a further permission that the operation needs (`iam:PassRole`); throws AWS's AccessDenied. */
  authorize(
    action: string,
    resource: string,
    context?: Readonly<Record<string, string | readonly string[]>>,
  ): void;
}

/**
 * Which parameters an operation honours. `true`: any value. A list: only these values (others are refused by name). A record: the same for
 * the members of a structure, of each element of a list, or of each value of a map.
 */
export type Honoured =
  | true
  | readonly (string | number | boolean)[]
  | { readonly [member: string]: Honoured };

export interface Operation<Input extends object, Output extends object> {
  /** Any other parameter is refused with 501. */
  readonly honours: { readonly [Member in keyof Input]?: Honoured };
  /** The IAM action if it is not `<service>:<Operation>`. */
  readonly action?: string;
  /** The ARN or ARNs that IAM's policies must match; `*` if absent. */
  resource?(input: Input, call: Call): string | readonly string[];
  /** Condition keys of the service for policies (`aws:ResourceTag/…`, `iam:PassedToService`). */
  conditionKeys?(input: Input, call: Call): Readonly<Record<string, string | readonly string[]>>;
  /** The resource's policy, as JSON text, if it has one: it can allow what the caller's own policies do not. */
  resourcePolicy?(input: Input, call: Call): string | undefined;
  /** Headers of an answer besides those of the model. */
  headers?(traceId: string): Readonly<Record<string, string>>;
  run(input: Input, call: Call): Output | Promise<Output>;
}

/** Declares an operation with the SDK's own types of its input and output. */
export function operation<Input extends object, Output extends object>(
  declared: Operation<Input, Output>,
): Operation<object, object> {
  return declared;
}

/** One AWS service: its model, and the operations of the engine. Other operations of the model answer 501. */
export interface Service {
  readonly model: ServiceModel;
  readonly operations: Readonly<Record<string, Operation<object, object>>>;
  /** The service's error code for a violated constraint; `ValidationException` by default. */
  readonly validationCode?: string;
  /** The service leaves values out of its sentences about violations, as IAM does. */
  readonly hidesValues?: boolean;
  /** The service names the body in its sentences about violations: `createRestApiInput.name`. */
  readonly namesBody?: boolean;
  /** The service's own text about a member, by name, with invalid characters. */
  patternWords?(member: string): string | undefined;
  /** The service's own text about a member, by name, that is too long. */
  lengthWords?(member: string): string | undefined;
  /** What the service says of a list of enum values, of which it speaks as a whole, from the rule of its members. */
  listRule?(rule: string): string;
  /** Members, by their names, whose enum the service's operations check. */
  readonly ownEnums?: readonly string[];
  /** The service sends an error's message in `x-amzn-ErrorMessage` too, as Cognito does. */
  readonly errorMessageHeader?: boolean;
  /** `__type` of an error, for services that put it into a namespace; the plain code by default. */
  errorType?(code: string): string;
  /** The service's own form of request ids; a UUID by default. */
  requestId?(random: Pick<Random, 'bytes'>): string;
  /**
   * The service reads, checks and words everything itself (DynamoDB): its operations get the raw JSON and their answers go out unchanged,
   * with the checksum that this service sends.
   */
  readonly verbatim?: boolean;
}
