/** An error answer, in the engine's or in AWS's words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Calls one of the engine's own endpoints, `/_gatehouse/<path>`. Throws Refused with the engine's sentence. */
export async function engine<Answer>(
  path: string,
  { method = 'GET', body, signal }: Asked = {},
): Promise<Answer> {
  const response = await reach(`/_gatehouse/${path}`, {
    method,
    signal,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw refusal(response, text);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/** Like `fetch`, with an error that says what to do when nothing answers. */
export async function reach(input: RequestInfo, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refused('Unreachable', 'The engine does not answer. Start it with make up.', 0);
  }
}

/** The message of a failed answer, in any protocol. */
export function refusal(response: Response, text: string): Refused {
  let told: Record<string, unknown> = {};
  try {
    told = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Not JSON: use the status.
  }
  const named = response.headers.get('x-amzn-ErrorType') ?? String(told['__type'] ?? '');
  const code = named.split(':')[0]?.split('#').at(-1) || `HTTP ${response.status}`;
  const message = told['message'] ?? told['Message'];
  return new Refused(code, typeof message === 'string' && message ? message : code, response.status);
}
