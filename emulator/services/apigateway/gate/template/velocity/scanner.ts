import type { Expression, Node } from './nodes.ts';
import { TemplateError } from './template-error.ts';

/** A place in a template's text. */
export interface Scanner {
  readonly text: string;
  at: number;
  /** How many brackets, strings and blocks are open here. */
  depth: number;
  /** Parses the parts that may appear inside any other. */
  readonly grammar: {
    expression(scanner: Scanner): Expression;
    template(scanner: Scanner): readonly Node[];
  };
}

/** How deep a template may nest: far more than anybody writes, far less than the stack allows. */
const DEEPEST = 100;

/** Consumes a match of the sticky pattern; undefined, and nothing consumed, without one. */
export function take(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text)?.[0];
  if (found !== undefined) scanner.at += found.length;
  return found;
}

/** Consumes exactly this text; false, and nothing consumed, for anything else. */
export function takeText(scanner: Scanner, text: string): boolean {
  if (!scanner.text.startsWith(text, scanner.at)) return false;
  scanner.at += text.length;
  return true;
}

/** Consumes this text or throws TemplateError with the line. */
export function expectText(scanner: Scanner, text: string): void {
  if (!takeText(scanner, text)) throw unexpected(scanner, text);
}

const BLANK = /\s*/y;

/** Skips blanks and line ends. */
export function skipBlank(scanner: Scanner): void {
  take(scanner, BLANK);
}

/** Runs `read` one level deeper. Throws TemplateError where the template nests too deep. */
export function nested<Result>(scanner: Scanner, read: () => Result): Result {
  scanner.depth += 1;
  if (scanner.depth > DEEPEST) throw new TemplateError(`The template nests deeper than ${DEEPEST} levels`);
  const result = read();
  scanner.depth -= 1;
  return result;
}

/** What the parser says about a place where something is missing. */
export function unexpected({ text, at }: Scanner, wanted: string): TemplateError {
  const line = text.slice(0, at).split('\n').length;
  const found = at < text.length ? `"${text.slice(at, at + 20).replaceAll('\n', ' ')}"` : 'the end';
  return new TemplateError(`Line ${line} of the template: expected ${wanted} and found ${found}`);
}
