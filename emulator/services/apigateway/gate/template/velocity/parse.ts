import type { Branch, Node } from './nodes.ts';
import { parseExpression } from './parse-expression.ts';
import { parseReference } from './parse-reference.ts';
import { nested, type Scanner, skipBlank, take, unexpected } from './scanner.ts';
import { TemplateError } from './template-error.ts';

/** Up to the next sign that may start something: a reference, a directive, or the backslashes before one. */
const PLAIN = /[^$#\\]+/y;
const BACKSLASHES = /\\+/y;
const LINE_COMMENT = /##[^\n]*\n?/y;
const RAW = /#\[\[([\s\S]*?)\]\]#/y;
const DIRECTIVE =
  /#(?:\{(?:else|end|stop|break)\}|(?:\{(?:set|if|elseif|foreach|define|macro)\}|(?:set|if|elseif|foreach|define|macro))(?=[ \t]*\()|(?:else|end|stop|break)(?![A-Za-z0-9_]))/y;
const LINE_END = /[ \t]*\r?\n/y;
const OPEN = /[ \t]*\(\s*/y;
const CLOSE = /\s*\)(?:[ \t]*\r?\n)?/y;
const LOOP_NAME = /\$!?\{?([A-Za-z][\w-]*)\}?\s+in\s+/y;
const NAME = /\$!?\{?([A-Za-z][\w-]*)\}?/y;

/** Parses a template. Takes time in proportion to its length. Throws TemplateError. */
export function parseTemplate(text: string): readonly Node[] {
  return parseAll({
    text,
    at: 0,
    depth: 0,
    grammar: { expression: parseExpression, template: parseAll },
  });
}

function parseAll(scanner: Scanner): readonly Node[] {
  const { nodes, end } = parseBlock(scanner);
  if (end !== undefined) throw new TemplateError(`The template has an #${end} too many`);
  return nodes;
}

type End = 'end' | 'else' | 'elseif';

/** Parses up to the directive that ends the block; undefined at the template's end. */
function parseBlock(scanner: Scanner): { nodes: Node[]; end: End | undefined } {
  const nodes: Node[] = [];
  const { text } = scanner;
  const literal = (part: string) => nodes.push({ kind: 'text', text: part });
  while (scanner.at < text.length) {
    const plain = take(scanner, PLAIN);
    if (plain !== undefined) literal(plain);
    const backslashes = take(scanner, BACKSLASHES) ?? '';
    const sign = text[scanner.at];
    if (sign === '$') {
      const reference = parseReference(scanner);
      if (reference) nodes.push({ kind: 'reference', reference, backslashes: backslashes.length });
      else literal(`${backslashes}${take(scanner, /\$/y)}`);
      continue;
    }
    if (sign !== '#') {
      literal(backslashes);
      continue;
    }
    const start = scanner.at;
    const directive = backslashes === '' ? takeSharp(scanner, literal) : take(scanner, DIRECTIVE);
    if (directive === '') continue;
    if (directive === undefined) {
      literal(`${backslashes}#`);
      scanner.at = start + 1;
      continue;
    }
    if (backslashes !== '') {
      // A backslash before a directive escapes it; two stand for one.
      literal('\\'.repeat(Math.floor(backslashes.length / 2)));
      if (backslashes.length % 2 === 1) {
        literal(directive);
        continue;
      }
    }
    const name = directive.replaceAll(/[#{}]/g, '');
    if (name === 'end' || name === 'else' || name === 'elseif') {
      if (name !== 'elseif') take(scanner, LINE_END);
      return { nodes, end: name };
    }
    // `#set` removes the blanks before it (recorded on AWS).
    const before = nodes.at(-1);
    if (name === 'set' && before?.kind === 'text')
      nodes[nodes.length - 1] = { kind: 'text', text: withoutBlanksAtEnd(before.text) };
    const node = parseDirective(scanner, name);
    if (node) nodes.push(node);
  }
  return { nodes, end: undefined };
}

/** What starts with `#`: '' for a comment or raw text, already handled; undefined if nothing starts. */
function takeSharp(scanner: Scanner, literal: (text: string) => void): string | undefined {
  if (take(scanner, LINE_COMMENT) !== undefined) return '';
  if (scanner.text.startsWith('#*', scanner.at)) {
    const end = scanner.text.indexOf('*#', scanner.at + 2);
    scanner.at = end < 0 ? scanner.text.length : end + 2;
    return '';
  }
  const raw = scanner.text.startsWith('#[[', scanner.at) ? take(scanner, RAW) : undefined;
  if (raw === undefined) return take(scanner, DIRECTIVE);
  literal(raw.slice(3, -3));
  return '';
}

function parseDirective(scanner: Scanner, name: string): Node | undefined {
  switch (name) {
    case 'set':
      return parseSet(scanner);
    case 'if':
      return nested(scanner, () => ({ kind: 'if', branches: parseBranches(scanner) }));
    case 'foreach':
      return nested(scanner, () => parseForeach(scanner));
    case 'define':
    case 'macro':
      return nested(scanner, () => parseDefine(scanner, name));
    default:
      take(scanner, LINE_END);
      return { kind: name === 'stop' ? 'stop' : 'break' };
  }
}

function parseSet(scanner: Scanner): Node {
  take(scanner, OPEN);
  const target = parseReference(scanner);
  if (!target) throw unexpected(scanner, 'a reference');
  if (take(scanner, /\s*=\s*/y) === undefined) throw unexpected(scanner, '=');
  const value = parseExpression(scanner);
  close(scanner);
  return { kind: 'set', target, value };
}

function parseBranches(scanner: Scanner): Branch[] {
  const branches: Branch[] = [];
  let end: End | undefined = 'elseif';
  while (end !== 'end') {
    if (end === undefined) throw unexpected(scanner, '#end');
    const condition = end === 'elseif' ? parseCondition(scanner) : undefined;
    const block = parseBlock(scanner);
    branches.push({ condition, body: block.nodes });
    end = block.end;
  }
  return branches;
}

function parseCondition(scanner: Scanner) {
  take(scanner, OPEN);
  const condition = parseExpression(scanner);
  close(scanner);
  return condition;
}

function parseForeach(scanner: Scanner): Node {
  take(scanner, OPEN);
  const name = /\w[\w-]*/.exec(take(scanner, LOOP_NAME) ?? '')?.[0];
  if (name === undefined) throw unexpected(scanner, '$name in');
  const list = parseExpression(scanner);
  close(scanner);
  return { kind: 'foreach', name, list, body: parseToEnd(scanner) };
}

/** `#macro` is parsed and dropped: API Gateway prints a macro's call literally. */
function parseDefine(scanner: Scanner, directive: string): Node | undefined {
  take(scanner, OPEN);
  if (directive === 'macro') {
    take(scanner, /[^)]*/y);
    close(scanner);
    parseToEnd(scanner);
    return undefined;
  }
  const name = /\w[\w-]*/.exec(take(scanner, NAME) ?? '')?.[0];
  if (name === undefined) throw unexpected(scanner, '$name');
  close(scanner);
  return { kind: 'define', name, body: parseToEnd(scanner) };
}

function parseToEnd(scanner: Scanner): Node[] {
  const { nodes, end } = parseBlock(scanner);
  if (end !== 'end') throw unexpected(scanner, '#end');
  return nodes;
}

function close(scanner: Scanner): void {
  skipBlank(scanner);
  if (take(scanner, CLOSE) === undefined) throw unexpected(scanner, ')');
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end -= 1;
  return text.slice(0, end);
}
