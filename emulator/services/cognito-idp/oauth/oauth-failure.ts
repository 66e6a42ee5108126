/** An error of an OAuth endpoint: `{"error":"invalid_client"}` (RFC 6749, section 5.2; developer guide, "The token issuer endpoint"). */
export class OauthFailure extends Error {
  override readonly name = 'OauthFailure';
  readonly status: number;
  readonly code: string;
  readonly description: string | undefined;

  constructor(code: string, { status = 400, description }: { status?: number; description?: string } = {}) {
    super(description ?? code);
    this.code = code;
    this.status = status;
    this.description = description;
  }
}
