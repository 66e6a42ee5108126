import { isKeyword } from './keywords.ts';
import type { Token } from './lexer.ts';
import { parsePath } from './parse-path.ts';
import { malformed } from './statement-error.ts';
import { accept, expect, peek, type StatementReader, sees, take, within } from './statement-reader.ts';
import type { Place, Term } from './syntax.ts';

type ParseTerm = (reader: StatementReader) => Term;

/** Reads a value, a path, a call, or an expression in parentheses. Throws AwsError `ValidationException`. */
export function parsePrimary(reader: StatementReader, parseTerm: ParseTerm): Term {
  const token = peek(reader);
  switch (token.kind) {
    case 'string':
      take(reader);
      return { kind: 'literal', value: { S: token.text }, at: token };
    case 'number':
      take(reader);
      return { kind: 'literal', value: { N: token.text }, at: token };
    case 'symbol':
      return parseSymbol(reader, token, parseTerm);
    case 'word':
      return parseWord(reader, token, parseTerm);
    case 'quoted':
      return parsePath(reader);
    default:
      throw malformed('Unexpected term');
  }
}

function parseSymbol(reader: StatementReader, token: Token, parseTerm: ParseTerm): Term {
  take(reader);
  switch (token.text) {
    case '?':
      reader.parameters += 1;
      return { kind: 'parameter', index: reader.parameters - 1, at: token };
    case '(':
      return parseGroup(reader, token, parseTerm);
    case '[':
      return { kind: 'list', members: parseMembers(reader, ']', parseTerm), at: token };
    case '<<':
      return { kind: 'bag', members: parseMembers(reader, '>>', parseTerm), at: token };
    case '{':
      return { kind: 'struct', members: parseStruct(reader, parseTerm), at: token };
    case '+':
    case '-':
      return parseSigned(reader, token, parseTerm);
    default:
      throw malformed('Unexpected term');
  }
}

function parseGroup(reader: StatementReader, at: Place, parseTerm: ParseTerm): Term {
  const members = parseMembers(reader, ')', parseTerm);
  const [only] = members;
  return only && members.length === 1 ? only : { kind: 'list', members, at };
}

function parseMembers(reader: StatementReader, end: string, parseTerm: ParseTerm): Term[] {
  if (accept(reader, end)) return [];
  return within(reader, () => {
    const members = [parseTerm(reader)];
    while (accept(reader, ',')) members.push(parseTerm(reader));
    expect(reader, end);
    return members;
  });
}

function parseStruct(reader: StatementReader, parseTerm: ParseTerm): (readonly [Term, Term])[] {
  if (accept(reader, '}')) return [];
  return within(reader, () => {
    const members: (readonly [Term, Term])[] = [];
    do {
      const name = parseTerm(reader);
      expect(reader, ':');
      members.push([name, parseTerm(reader)]);
    } while (accept(reader, ','));
    expect(reader, '}');
    return members;
  });
}

/** Signs before a number, however many. Before anything else they make an operation of one operand, which no statement can have. */
function parseSigned(reader: StatementReader, first: Token, parseTerm: ParseTerm): Term {
  let negative = first.text === '-';
  while (sees(reader, '+') || sees(reader, '-')) negative = (take(reader).text === '-') !== negative;
  const token = peek(reader);
  if (token.kind !== 'number') {
    const operand = parsePrimary(reader, parseTerm);
    return { kind: 'operation', operator: negative ? '-' : '+', args: [operand], at: first };
  }
  take(reader);
  return { kind: 'literal', value: { N: negative ? `-${token.text}` : token.text }, at: token };
}

const LITERALS: Readonly<Record<string, Extract<Term, { kind: 'literal' }>['value']>> = {
  TRUE: { BOOL: true },
  FALSE: { BOOL: false },
  NULL: { NULL: true },
  MISSING: undefined,
};

/** Words that stand between operands, never in the place of one. */
const OPERATORS: ReadonlySet<string> = new Set(
  'AND OR NOT IS IN BETWEEN LIKE UNION INTERSECT EXCEPT'.split(' '),
);

function parseWord(reader: StatementReader, token: Token, parseTerm: ParseTerm): Term {
  const word = token.text.toUpperCase();
  if (Object.hasOwn(LITERALS, word)) {
    take(reader);
    return { kind: 'literal', value: LITERALS[word], at: token };
  }
  if (sees(reader, '(', 1)) {
    take(reader);
    take(reader);
    const args = parseMembers(reader, ')', parseTerm);
    return { kind: 'call', name: token.text.toLowerCase(), args, at: token };
  }
  if (OPERATORS.has(word)) throw malformed('Unexpected operator');
  if (isKeyword(word)) throw malformed('Unexpected keyword');
  return parsePath(reader);
}
