import type { TraceSummary } from './interfaces/trace.ts';
import type { Decision } from './policy/evaluate.ts';
import type { Principal } from './principal.ts';

/** An API call that was answered. Parameters are not in it: they hold secrets. */
export interface CallEvent {
  type: 'call';
  at: number;
  requestId: string;
  traceId: string;
  service: string;
  operation: string;
  principal: Principal | undefined;
  /** 0 where the connection was cut without an answer. */
  status: number;
  /** The error code, where the call failed; `DroppedConnection` where it was cut. */
  error?: string;
  message?: string;
  durationMs: number;
  /** What it was about, as IAM names it; absent where IAM is asked about `*`. */
  resources?: readonly string[];
  /** Whom it was about, for the calls by which a person signs up. */
  about?: AboutPerson;
  /** The id of the fault rule that struck it. */
  fault?: string;
}

/** A person of a user pool. */
export interface AboutPerson {
  userPoolId: string;
  /** The user's name in the pool, as functions are told it. */
  userName: string;
  /** The name by which the caller asked: an address, where people sign in with that. */
  name: string;
}

/** A permission that a caller other than the account's root needed, and what the policies said. */
export interface PermissionEvent {
  type: 'permission';
  at: number;
  traceId: string | undefined;
  /** The caller's ARN. */
  principal: string;
  /** The unique id of the role or user whose policies decided; undefined when it is gone. */
  identityId: string | undefined;
  action: string;
  resource: string;
  decision: Decision;
  /** `passed`: refused by the policies, and let pass, since the engine only audits. */
  outcome: 'allowed' | 'refused' | 'passed';
}

/** One run of a function, ended. */
export interface InvocationEvent {
  type: 'invocation';
  at: number;
  requestId: string;
  traceId: string;
  functionArn: string;
  /** Who caused it: a service's principal (`cognito-idp.amazonaws.com`) or the caller's ARN. */
  invokedBy: string;
  /** What it was run for, where the service says so: the source of a user pool's trigger (`PostConfirmation_ConfirmSignUp`). */
  purpose?: string;
  outcome: 'ok' | 'error' | 'timeout' | 'exit';
  /** The type of the error, where it failed. */
  errorType?: string;
  /** `Parent` of the tracing header that the function was given: its own calls carry it. */
  segment: string;
  coldStart: boolean;
  durationMs: number;
  /** Before the function was given it, in milliseconds: while an environment started, or all were busy. */
  waitedMs: number;
}

/** One line that reached a CloudWatch Logs stream. */
export interface LogEvent {
  type: 'log';
  at: number;
  group: string;
  stream: string;
  message: string;
  /** The run of a function in which it was written, and the trace id of the request that caused that; absent for other lines. */
  requestId?: string;
  traceId?: string;
}

/** A message that a real account would have sent to a person. Its code stays out of the logs: read it from the inbox. */
export interface MailEvent {
  type: 'mail';
  at: number;
  traceId: string;
  userPoolId: string;
  /** Of the message in the inbox. */
  messageId: string;
  to: string;
  purpose: string;
}

/** What the gate of an API decided about one request. */
export interface GateEvent {
  type: 'gate';
  at: number;
  requestId: string;
  traceId: string;
  apiId: string;
  stage: string;
  method: string;
  path: string;
  decision: 'allowed' | 'denied' | 'unauthorized' | 'error' | 'open' | 'no-route';
  /** True when the authorizer's verdict came from its cache. */
  cached: boolean;
  principalId?: string;
  status: number;
  durationMs: number;
}

/** A trace has ended, or has grown after that. */
export interface TraceEvent extends TraceSummary {
  type: 'trace';
  at: number;
}

/** The engine was emptied: whatever lives outside the stores (processes, caches) must go too. */
export interface ResetEvent {
  type: 'reset';
  at: number;
}

export type EngineEvent =
  | CallEvent
  | PermissionEvent
  | InvocationEvent
  | LogEvent
  | MailEvent
  | GateEvent
  | TraceEvent
  | ResetEvent;
export type EventType = EngineEvent['type'];
export type EventOf<T extends EventType> = Extract<EngineEvent, { type: T }>;

export interface EventBus {
  /** Hands the event to its subscribers, in order, at once. A subscriber that throws does not stop the others. */
  publish(event: EngineEvent): void;
  /** True when somebody listens: lets a hot path skip making an event that nobody reads. */
  wanted(type: EventType): boolean;
  subscribe<T extends EventType>(type: T, listener: (event: EventOf<T>) => void): Disposable;
}

/** Makes the bus on which everything that happens is published once. */
export function createEventBus(onListenerError: (error: unknown) => void): EventBus {
  const listeners = new Map<EventType, Set<(event: never) => void>>();
  return {
    publish(event) {
      for (const listener of listeners.get(event.type) ?? []) {
        try {
          listener(event as never);
        } catch (error) {
          onListenerError(error);
        }
      }
    },
    wanted: (type) => (listeners.get(type)?.size ?? 0) > 0,
    subscribe(type, listener) {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set);
      set.add(listener);
      return { [Symbol.dispose]: () => set.delete(listener) };
    },
  };
}
