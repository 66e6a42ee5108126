import type { OtherService } from '../../models/other-services.ts';
import type { AwsError } from '../aws-error.ts';
import type { Answer } from './answer.ts';
import { escapeXml } from './xml.ts';

/** Writes an error that a service's clients can read, without the service's model; in `cbor` if the client uses it. */
export function encodeForeignError(
  { protocol, scope }: Pick<OtherService, 'protocol' | 'scope'>,
  error: AwsError,
  requestId: string,
  cbor: boolean,
): Answer {
  const status = error.status ?? 400;
  const details = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const xml = (body: string): Answer => ({
    status,
    headers: { 'Content-Type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  });
  if (cbor)
    return {
      status,
      headers: { 'Content-Type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
      body: cborMap({ __type: error.code, message: error.message }),
    };
  if (protocol === 'ec2')
    return xml(
      `<Response><Errors><Error>${details}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    );
  if (protocol === 'rest-xml' && scope === 's3')
    return xml(`<Error>${details}<RequestId>${requestId}</RequestId></Error>`);
  if (protocol === 'query' || protocol === 'rest-xml')
    return xml(
      `<ErrorResponse><Error><Type>Sender</Type>${details}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  return {
    status,
    headers: {
      'Content-Type': protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json',
      'x-amzn-ErrorType': error.code,
    },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

/** A map of texts in CBOR (RFC 8949): a head with the count, then names and values in turn. */
function cborMap(members: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(members);
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cborText)]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([head(3, bytes.length), bytes]);
}

/** The type in three bits and a length, in as many bytes as it needs. */
function head(type: number, length: number): Buffer {
  if (length < 24) return Buffer.of((type << 5) | length);
  if (length < 256) return Buffer.of((type << 5) | 24, length);
  return Buffer.of((type << 5) | 25, length >> 8, length & 0xff);
}
