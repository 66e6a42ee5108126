/** Quotas of Lambda (developer guide, "Lambda quotas"); sizes in bytes, times in milliseconds unless the name says otherwise. */
export const limits = Object.freeze({
  zipBytes: 50 * 1024 * 1024,
  unzippedBytes: 250 * 1024 * 1024,
  layers: 5,
  /** The whole request of CreateFunction and UpdateFunctionCode. */
  requestBytes: 70_167_211,
  environmentBytes: 4096,
  synchronousPayloadBytes: 6 * 1024 * 1024,
  asynchronousPayloadBytes: 1024 * 1024,
  /** As base64. */
  clientContextBytes: 3583,
  /** A response may be a little larger than a request: the service's own envelope does not count. */
  responseBytes: 6 * 1024 * 1024 + 100,
  logTailBytes: 4096,
  timeoutSeconds: 900,
  memoryMb: 10_240,
  policyBytes: 20_480,
  tags: 50,
  unreservedConcurrentExecutionsMinimum: 100,
  codeSizeBytes: 75 * 1024 * 1024 * 1024,
  /** How long an environment's init may take before it is tried again within the first invocation. */
  initMs: 10_000,
});
