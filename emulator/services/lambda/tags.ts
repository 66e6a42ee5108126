import { AwsError } from '../../edge/aws-error.ts';
import { limits } from './limits.ts';

/** Checks a function's resulting tags (Lambda API reference, TagResource). Throws `InvalidParameterValueException`. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  const keys = Object.keys(tags);
  if (keys.length > limits.tags) {
    throw invalid(`Number of tags exceeds resource tag limit.`);
  }
  for (const key of keys) {
    if (key.toLowerCase().startsWith('aws:'))
      throw invalid('System tags cannot be added/updated by requester.');
    if (key.length < 1 || key.length > 128)
      throw invalid('Tag key must be between 1 and 128 characters long.');
    if ((tags[key] ?? '').length > 256) throw invalid('Tag value must be between 0 and 256 characters long.');
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
