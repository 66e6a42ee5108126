import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/** The header in which the gateway proves that a request came through it. */
const SECRET_HEADER = 'x-origin-secret';

/**
 * Accepts only requests with the secret, and answers all others 403. It compares digests in constant time, so that neither the secret's
 * text nor its length can be found by trying.
 */
export function requireSecret(secret: string): RequestHandler {
  const expected = digest(secret);
  return function checkSecret(request, response, next) {
    const given = request.headers[SECRET_HEADER];
    if (typeof given === 'string' && timingSafeEqual(digest(given), expected)) {
      next();
      return;
    }
    response
      .status(403)
      .json({ error: 'forbidden', message: 'This server answers only through its gateway.' });
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
