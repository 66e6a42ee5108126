import type { ServiceModel } from '../../models/model.ts';
import { formatTimestamp, shapeOf } from './codec.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for an XML element or attribute; a carriage return becomes a reference, because parsers would drop it. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char).replaceAll('\r', '&#xD;');
}

/** Writes the children of a structure as XML elements by the model, in the layout of the awsQuery protocol. */
export function encodeXml(model: ServiceModel, name: string, value: unknown): string {
  const shape = shapeOf(model, name);
  switch (shape.type) {
    case 'structure':
      return Object.entries(value as object)
        .filter(([key, item]) => item !== undefined && item !== null && key !== '$metadata')
        .map(([key, item]) => {
          const member = shape.members?.[key];
          if (!member) throw new Error(`${model.service}: ${name} has no member ${key}.`);
          const tag = member.name ?? key;
          return `<${tag}>${encodeXml(model, member.shape, item)}</${tag}>`;
        })
        .join('');
    case 'list': {
      const tag = shape.member?.name ?? 'member';
      const element = shape.member?.shape ?? '';
      return (value as unknown[])
        .map((item) => `<${tag}>${encodeXml(model, element, item)}</${tag}>`)
        .join('');
    }
    case 'map':
      return Object.entries(value as object)
        .map(
          ([key, item]) =>
            `<entry><key>${escapeXml(key)}</key><value>${encodeXml(model, shape.value?.shape ?? '', item)}</value></entry>`,
        )
        .join('');
    case 'timestamp':
      return String(formatTimestamp(value as Date, shape.timestamp ?? 'iso8601'));
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return escapeXml(String(value));
  }
}
