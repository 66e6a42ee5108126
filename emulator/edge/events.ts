import type { TraceSummary } from './interfaces/trace.ts';
import type { Decision } from './policy/evaluate.ts';
import type { Principal } from './principal.ts';

/** An answered API call. It does not contain the parameters, because they hold secrets. */
export interface CallEvent {
  type: 'call';
  at: number;
  requestId: string;
  traceId: string;
  service: string;
  operation: string;
  principal: Principal | undefined;
  /** 0 if the connection was dropped without an answer. */
  status: number;
  /** The error code, if the call failed; `DroppedConnection` if it was dropped. */
  error?: string;
  message?: string;
  durationMs: number;
  /** The resource, as IAM names it; absent if IAM checks `*`. */
  resources?: readonly string[];
  /** The person, for the calls of a sign-up. */
  about?: AboutPerson;
  /** The id of the fault rule that applied. */
  fault?: string;
}

/** A person of a user pool. */
export interface AboutPerson {
  userPoolId: string;
  /** The user's name in the pool, as functions see it. */
  userName: string;
  /** The name in the call: an address, if people sign in with that. */
  name: string;
}

/** A permission that a caller other than the account's root needed, and what the policies said. */
export interface PermissionEvent {
  type: 'permission';
  at: number;
  traceId: string | undefined;
  /** The caller's ARN. */
  principal: string;
  /** The unique id of the role or user whose policies decided; undefined if it is gone. */
  identityId: string | undefined;
  action: string;
  resource: string;
  decision: Decision;
  /** `passed`: denied by the policies, and allowed, because the engine only audits. */
  outcome: 'allowed' | 'refused' | 'passed';
}

/** A finished invocation. */
export interface InvocationEvent {
  type: 'invocation';
  at: number;
  requestId: string;
  traceId: string;
  functionArn: string;
  /** Who invoked it: a service's principal (`cognito-idp.amazonaws.com`) or the caller's ARN. */
  invokedBy: string;
  /** Its purpose, if the service says so: the source of a user pool's trigger (`PostConfirmation_ConfirmSignUp`). */
  purpose?: string;
  outcome: 'ok' | 'error' | 'timeout' | 'exit';
  /** The error's type, if it failed. */
  errorType?: string;
  /** `Parent` of the function's tracing header: its own calls carry it. */
  segment: string;
  coldStart: boolean;
  durationMs: number;
  /** The wait before the function got it, in milliseconds: while an environment started, or all were busy. */
  waitedMs: number;
}

/** One line that reached a CloudWatch Logs stream. */
export interface LogEvent {
  type: 'log';
  at: number;
  group: string;
  stream: string;
  message: string;
  /** The invocation that wrote it, and the trace id of the request that caused that; absent for other lines. */
  requestId?: string;
  traceId?: string;
}

/** A message that a real account would have sent to a person. Its code stays out of the logs: read it from the inbox. */
export interface MailEvent {
  type: 'mail';
  at: number;
  traceId: string;
  userPoolId: string;
  /** The message's id in the inbox. */
  messageId: string;
  to: string;
  purpose: string;
}

/** The gate's decision about one request. */
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
  /** True if the authorizer's verdict came from its cache. */
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

/** The engine was emptied: everything outside the stores (processes, caches) must go too. */
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
  /** Passes the event to its subscribers, in order, at once. A subscriber that throws does not stop the others. */
  publish(event: EngineEvent): void;
  /** True if somebody listens: lets a hot path skip making an event that nobody reads. */
  wanted(type: EventType): boolean;
  subscribe<T extends EventType>(type: T, listener: (event: EventOf<T>) => void): Disposable;
}

/** Makes the bus for everything that happens. */
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
