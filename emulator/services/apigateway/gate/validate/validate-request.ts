import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import type { Exchange } from '../exchange.ts';
import { plainBody } from '../integrate/content-encoding.ts';
import { invalidBody, missingParameters } from '../limit/failures.ts';
import { sourceValue } from '../parameter-source.ts';
import type { CompiledValidation } from './compile-validation.ts';

/**
 * Checks a request before the integration: required parameters exist and are not blank, then the body fits the model of its content type,
 * or of `$default` ("Request validation for REST APIs", API Gateway guide). A content type without a model is not checked. Throws
 * GatewayFailure 400.
 */
export async function validateRequest(
  exchange: Exchange,
  { required, bodies }: CompiledValidation,
): Promise<void> {
  const missing = required.filter(({ source }) => (sourceValue(exchange, source) ?? '').trim() === '');
  if (missing.length > 0) throw missingParameters(missing.map(({ name }) => name));
  if (bodies.size === 0) return;
  const [sent = ''] = (headerValue(exchange.request, 'content-type') ?? 'application/json').split(';');
  const type = sent.trim().toLowerCase();
  const chosen = bodies.has(type) ? type : '$default';
  if (!bodies.has(chosen)) return;
  const validate = bodies.get(chosen);
  if (!validate) throw misconfigured('The model of the request is no JSON schema that can be used');
  const findings = validate((await plainBody(exchange)).toString('utf8'));
  if (findings.length > 0) throw invalidBody(findings);
}
