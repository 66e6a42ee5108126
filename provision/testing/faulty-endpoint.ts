import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to one call on its way. */
export type Fault = 'throttle' | 'fault' | 'drop-before' | 'drop-after';

/** An endpoint that passes calls on to another one, and spoils those it is told to. */
export interface FaultyEndpoint extends AsyncDisposable {
  readonly url: string;
  /** How many calls arrived since `spoil` was last called. */
  readonly calls: number;
  /** Counts from nothing, and spoils call number `nth` (from 1) in this way, once. */
  spoil(nth: number, fault: Fault): void;
}

/** Starts one on a spare port in front of `target`. */
export async function startFaultyEndpoint(target: string): Promise<FaultyEndpoint> {
  let calls = 0;
  let spoilt: { nth: number; fault: Fault } | undefined;
  const server = createServer((incoming, outgoing) => {
    calls += 1;
    const fault = spoilt?.nth === calls ? spoilt.fault : undefined;
    incoming.on('error', () => undefined);
    if (fault === 'throttle')
      return answer(incoming, outgoing, 429, 'TooManyRequestsException', 'Too Many Requests');
    if (fault === 'fault') return answer(incoming, outgoing, 500, 'InternalFailure', 'Internal failure');
    if (fault === 'drop-before') return void incoming.socket.destroy();
    passOn(target, incoming, outgoing, fault === 'drop-after');
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls;
    },
    spoil(nth, fault) {
      calls = 0;
      spoilt = { nth, fault };
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** An error as each of the protocols can read it: JSON with `__type`, or a status and a header. */
function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: number,
  code: string,
  message: string,
): void {
  incoming.resume();
  incoming.on('end', () => {
    const xml = incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const type = xml ? 'Receiver' : code;
    const body = xml
      ? `<ErrorResponse><Error><Type>${type}</Type><Code>${status === 429 ? 'Throttling' : code}</Code><Message>${message}</Message></Error><RequestId>0</RequestId></ErrorResponse>`
      : JSON.stringify({ __type: code, message });
    outgoing.writeHead(status, {
      'content-type': xml ? 'text/xml' : 'application/json',
      'x-amzn-errortype': code,
    });
    outgoing.end(body);
  });
}

function passOn(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  dropAnswer: boolean,
): void {
  const onward = request(
    `${target}${incoming.url}`,
    { method: incoming.method, headers: incoming.headers, agent: false },
    (answered) => {
      if (dropAnswer) {
        answered.resume();
        answered.on('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(outgoing);
    },
  );
  onward.on('error', () => incoming.socket.destroy());
  incoming.pipe(onward);
}
