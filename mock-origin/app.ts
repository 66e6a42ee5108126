import { randomInt } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { drawPeople, findPerson } from './people.ts';
import { BadParameterError, MAX_SEED, parseListQuery, refuseOthers } from './query.ts';
import { requireSecret } from './secret.ts';
import { userOf, whoami } from './whoami.ts';

/** The response header that repeats which user the gateway named, so that a client can see what the origin saw. */
const SEEN_USER_HEADER = 'x-origin-user';

/** What {@link createOrigin} works with. */
export interface OriginOptions {
  /** What a request must carry in `x-origin-secret`. */
  secret: string;
  /** Draws the seed of a list without one, from 0 to 4294967295; random by default. */
  drawSeed?: () => number;
  /** Receives a sentence about a failure of the origin itself; standard error by default. */
  logError?: (message: string) => void;
}

/**
 * The source server that the gate protects: fake people, for requests with the gateway's secret.
 *
 * - `GET /`, `GET /users`: an array of people. `?count=` 0 to 100, by default a random 1 to 10; `?seed=`: the same people each time. Other
 * parameters are rejected.
 * - `GET /users/:username`: that person, as any list shows them.
 * - `/whoami`, any method: what the origin saw of the request.
 * - `GET /health`: that it is up. The only path that needs no secret.
 *
 * Everything is JSON. Errors have `error` and `message`, and a 400 about a parameter names it as `parameter`: 400, 403 without the secret,
 * 404 for unknown paths, 405 with `Allow` for another method. `HEAD` works like `GET`. The caller makes it listen.
 */
export function createOrigin(options: OriginOptions): Express {
  const drawSeed = options.drawSeed ?? (() => randomInt(MAX_SEED + 1));
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');

  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.all('/health', refuseMethod);
  app.use(requireSecret(options.secret), showUser);
  app.get(['/', '/users'], (request, response) => {
    const { seed, count } = parseListQuery(request.query);
    response.json(drawPeople(seed ?? drawSeed(), count));
  });
  app.all(['/', '/users'], refuseMethod);
  app.get('/users/:username', (request, response) => {
    refuseOthers(request.query, []);
    const person = findPerson(request.params.username);
    if (person === undefined) {
      response.status(404).json({ error: 'not_found', message: 'There is no user of this name.' });
      return;
    }
    response.json(person);
  });
  app.all('/users/:username', refuseMethod);
  app.all('/whoami', whoami);
  app.use((_request, response) => {
    response.status(404).json({ error: 'not_found', message: 'There is nothing here.' });
  });
  app.use(answerError(options.logError ?? console.error));
  return app;
}

const showUser: RequestHandler = (request, response, next) => {
  const user = userOf(request.headers);
  if (user !== undefined) response.setHeader(SEEN_USER_HEADER, user);
  next();
};

const refuseMethod: RequestHandler = (request, response) => {
  response
    .status(405)
    .set('allow', 'GET, HEAD')
    .json({ error: 'method_not_allowed', message: `${request.method} is not possible here.` });
};

/** Express recognizes error handlers by their four parameters. */
function answerError(logError: (message: string) => void): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    if (error instanceof BadParameterError) {
      response.status(400).json({ error: 'bad_request', message: error.message, parameter: error.parameter });
    } else if (error instanceof URIError) {
      response.status(400).json({ error: 'bad_request', message: 'The path is not well encoded.' });
    } else {
      logError(`mock-origin: a request failed: ${error instanceof Error ? error.stack : String(error)}`);
      response.status(500).json({ error: 'internal', message: 'The origin failed.' });
    }
  };
}
