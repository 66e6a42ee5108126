import type { ServiceModel, ShapeModel } from '../../models/model.ts';
import { AwsError } from '../aws-error.ts';
import { commonErrors } from '../common-errors.ts';
import type { Answer } from './answer.ts';
import { parseTimestamp, shapeOf } from './codec.ts';
import { encodeXml, escapeXml } from './xml.ts';

/** One parameter tree of an awsQuery form: `Tags.member.1.Key=x` becomes `{ Tags: { member: { 1: { Key: 'x' } } } }`. */
interface Tree {
  text?: string;
  children: Map<string, Tree>;
}

function tree(form: URLSearchParams): Tree {
  const root: Tree = { children: new Map() };
  for (const [path, text] of form) {
    let node = root;
    for (const step of path.split('.')) {
      let next = node.children.get(step);
      if (!next) {
        next = { children: new Map() };
        node.children.set(step, next);
      }
      node = next;
    }
    node.text = text;
  }
  return root;
}

/** Turns an awsQuery form into the operation's input after the model. Throws `MalformedInput` where a value does not fit. */
export function decodeQuery(model: ServiceModel, name: string, form: URLSearchParams): unknown {
  return decode(model, shapeOf(model, name), tree(form));
}

function decode(model: ServiceModel, shape: ShapeModel, node: Tree): unknown {
  switch (shape.type) {
    case 'structure': {
      const result: Record<string, unknown> = {};
      for (const [key, member] of Object.entries(shape.members ?? {})) {
        const child = node.children.get(member.name ?? key);
        if (child) result[key] = decode(model, shapeOf(model, member.shape), child);
      }
      return result;
    }
    case 'list': {
      const items = shape.flattened ? node : node.children.get(shape.member?.name ?? 'member');
      return numbered(items).map((child) => decode(model, shapeOf(model, shape.member?.shape ?? ''), child));
    }
    case 'map': {
      const value = shapeOf(model, shape.value?.shape ?? '');
      const entries = numbered(node.children.get('entry')).map((entry) => [
        entry.children.get(shape.key?.name ?? 'key')?.text ?? '',
        decode(model, value, entry.children.get(shape.value?.name ?? 'value') ?? { children: new Map() }),
      ]);
      return Object.fromEntries(entries);
    }
    default:
      return scalar(shape, node.text ?? '');
  }
}

function numbered(node: Tree | undefined): Tree[] {
  return [...(node?.children ?? [])].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

function scalar(shape: ShapeModel, text: string): unknown {
  switch (shape.type) {
    case 'string':
    case 'character':
      return text;
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw malformed(text);
      return text === 'true';
    case 'timestamp': {
      const date = parseTimestamp(text);
      if (!date) throw malformed(text);
      return date;
    }
    case 'blob':
      return new Uint8Array(Buffer.from(text, 'base64'));
    default:
      if (text === '' || Number.isNaN(Number(text))) throw malformed(text);
      return Number(text);
  }
}

function malformed(text: string): AwsError {
  return new AwsError('MalformedInput', `Invalid value: ${text}`, { status: 400 });
}

/** Writes the answer of an awsQuery operation. */
export function encodeQuery(
  model: ServiceModel,
  operation: string,
  output: object,
  requestId: string,
): Answer {
  const declared = model.operations[operation];
  const wrapper = declared?.resultWrapper ?? `${operation}Result`;
  const result = declared?.output
    ? `<${wrapper}>${encodeXml(model, declared.output, output)}</${wrapper}>`
    : '';
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml' },
    body: `<${operation}Response xmlns="${model.xmlNamespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
  };
}

/** Writes an error of an awsQuery service. */
export function encodeQueryError(model: ServiceModel, error: AwsError, requestId: string): Answer {
  // STS has its own error with the name of a common one, for identity providers' tokens.
  const common = commonErrors[error.code];
  const declared = common ? undefined : model.shapes[error.code]?.error;
  const status = error.status ?? declared?.status ?? common?.status ?? 400;
  const type = status < 500 ? 'Sender' : 'Receiver';
  const code = declared?.code ?? common?.queryCode ?? error.code;
  return {
    status,
    headers: { 'Content-Type': 'text/xml' },
    body: `<ErrorResponse xmlns="${model.xmlNamespace ?? ''}"><Error><Type>${type}</Type><Code>${code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  };
}
