export interface Position {
  Line: number;
  Column: number;
}

/** Where a statement begins and ends in its document. */
export interface StatementPosition {
  StartPosition: Position;
  EndPosition: Position;
}

/**
 * Finds each statement of a policy in its text, as the simulator reports it: lines and columns from 1, the end just behind its closing
 * brace. It begins where the simulator's parser stood before it: behind the list's bracket, behind the statement before, or, without a
 * list, behind its own opening brace (AWS CLI reference, examples of simulate-custom-policy and simulate-principal-policy). The text must
 * be JSON.
 */
export function statementPositions(text: string): StatementPosition[] {
  let positions: StatementPosition[] = [];
  let depth = 0;
  let key = '';
  /** Depth at which statements open: 2 in a list, 1 without; 0 while none are expected. */
  let expected = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    const end = index + token.length;
    if (token.startsWith('"')) {
      if (depth === 1 && /^\s*:/.test(text.slice(end, end + 40))) key = JSON.parse(token) as string;
    } else if (token === '{' || token === '[') {
      if (depth === 1 && key === 'Statement') {
        // Of a duplicate name, the last one wins.
        positions = [];
        expected = token === '[' ? 2 : 1;
        start = end;
      }
      depth += 1;
    } else {
      depth -= 1;
      if (depth === 1 && token === ']') expected = 0;
      if (depth === expected && token === '}' && depth > 0) {
        positions.push({ StartPosition: positionAt(text, start), EndPosition: positionAt(text, end) });
        start = end;
        if (depth === 1) expected = 0;
      }
    }
  }
  return positions;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { Line: before.length, Column: (before.at(-1) ?? '').length + 1 };
}
