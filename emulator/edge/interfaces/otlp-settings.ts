/** Where traces are exported, by OpenTelemetry's protocol over HTTP. */
export interface OtlpSettings {
  /** `http://localhost:4318/v1/traces` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The engine's service name. */
  readonly serviceName: string;
}
