/** How this environment's commands reach their engine: never with credentials that a real account would accept. */
export function localClient(endpoint: string, region: string) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
  };
}
