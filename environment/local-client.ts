/** How a command of this environment talks to its engine: never with credentials that a real account would know. */
export function localClient(endpoint: string, region: string) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
  };
}
