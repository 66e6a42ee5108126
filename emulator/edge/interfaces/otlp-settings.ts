/** Where traces are sent, by OpenTelemetry's protocol over HTTP. */
export interface OtlpSettings {
  /** `http://localhost:4318/v1/traces` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the engine calls itself. */
  readonly serviceName: string;
}
