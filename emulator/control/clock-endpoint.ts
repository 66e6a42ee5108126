import type { Endpoint } from '../edge/endpoint.ts';
import { answerJson, readJson, UnreadableBody } from '../edge/json-exchange.ts';
import { type Clock, TestClock } from '../store/clock.ts';

const PATH = '/_gatehouse/clock';

/** A year, in milliseconds. */
const FARTHEST = 366 * 86_400_000;

/**
 * `GET /_gatehouse/clock`: the engine's time, and whether it is set by hand. `POST {"advanceMs": 8000}` moves it forward and runs what is
 * due; only an engine started with `CLOCK=manual` can be moved (409 otherwise). 400 names a bad field.
 */
export function clockEndpoint(clock: Clock): Endpoint {
  return {
    name: 'clock',
    matches: (url) => url === PATH,
    async handle(request, response) {
      if (request.method === 'GET') {
        request.resume();
        return answerJson(response, 200, { now: clock.now(), manual: clock instanceof TestClock });
      }
      if (request.method !== 'POST') {
        request.resume();
        return answerJson(response, 405, { message: 'Give GET or POST.' }, { Allow: 'GET, POST' });
      }
      if (!(clock instanceof TestClock)) {
        request.resume();
        const message =
          'The engine goes by the system’s clock: start it with CLOCK=manual to move its time by hand.';
        return answerJson(response, 409, { message });
      }
      const advanceMs = await advanceOf(request).catch((error: unknown) => {
        if (!(error instanceof UnreadableBody)) throw error;
        answerJson(response, 400, { message: error.message });
      });
      if (advanceMs === undefined) return;
      clock.advance(advanceMs);
      answerJson(response, 200, { now: clock.now(), manual: true });
    },
  };
}

async function advanceOf(request: Parameters<typeof readJson>[0]): Promise<number> {
  const body = await readJson(request);
  const advanceMs = (body as { advanceMs?: unknown } | null)?.advanceMs;
  if (
    typeof advanceMs !== 'number' ||
    !Number.isInteger(advanceMs) ||
    advanceMs < 0 ||
    advanceMs > FARTHEST
  ) {
    throw new UnreadableBody(`advanceMs: give whole milliseconds from 0 to ${FARTHEST}.`);
  }
  return advanceMs;
}
