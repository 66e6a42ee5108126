import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { WebSocket } from 'undici';

/** What a client of `/_gatehouse/debug` reads. */
export type News = { type: string; port?: number; url?: string; message?: string };

/** A function under the inspector until this is disposed of. */
export interface Lease extends AsyncDisposable {
  status: number | undefined;
  /** The next line. */
  next(): Promise<News>;
}

/** Requests a lease from an engine; a rejection is the first line. */
export async function openLease(endpoint: string, order: object): Promise<Lease> {
  const asked = request(`${endpoint}/_gatehouse/debug`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  }).end(JSON.stringify(order));
  const [response] = await once(asked, 'response');
  const lines = createInterface({ input: response })[Symbol.asyncIterator]();
  return {
    status: response.statusCode,
    async next() {
      const { value } = await lines.next();
      return JSON.parse(value);
    },
    async [Symbol.asyncDispose]() {
      asked.destroy();
      if (!response.closed) await once(response, 'close').catch(() => undefined);
    },
  };
}

type Parameters = Record<string, unknown>;

/** A debugger that speaks the Chrome DevTools Protocol. */
export interface Debugger extends AsyncDisposable {
  send(method: string, params?: object): Promise<Parameters>;
  /** The first matching event of that name, past or future. */
  event(method: string, fits?: (params: Parameters) => boolean): Promise<Parameters>;
}

/** Attaches to the inspector at a process's reported address. */
export async function attach(url: string): Promise<Debugger> {
  const socket = new WebSocket(url);
  const answers = new Map<number, (result: Parameters) => void>();
  const events: { method: string; params: Parameters }[] = [];
  const listeners = new Set<() => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data));
    if (message.id !== undefined) answers.get(message.id)?.(message.result ?? message.error);
    else {
      events.push(message);
      for (const listener of listeners) listener();
    }
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`No debugger can be attached at ${url}.`)));
  });
  return {
    send(method, params = {}) {
      const id = answers.size + 1;
      return new Promise((resolve) => {
        answers.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
    event(method, fits = () => true) {
      return new Promise((resolve) => {
        const look = () => {
          const found = events.findIndex((event) => event.method === method && fits(event.params));
          if (found < 0) return;
          listeners.delete(look);
          resolve(events.splice(found, 1)[0]?.params ?? {});
        };
        listeners.add(look);
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
      socket.close();
      await closed;
    },
  };
}
