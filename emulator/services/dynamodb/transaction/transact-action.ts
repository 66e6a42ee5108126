import { invalid } from '../expressions/invalid-expression.ts';
import { parseUpdateItem } from '../items/parse-update-item.ts';
import { type ParsedWrite, parseDelete, parsePut } from '../items/parsed-write.ts';
import type { DeleteRequest, PutRequest, UpdateRequest } from '../items/request.ts';
import { tableNameOf } from '../rules/table-name.ts';

/** What a transaction can do to an item, and the permission it needs. */
const PERMISSIONS = {
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Put: 'dynamodb:PutItem',
  Delete: 'dynamodb:DeleteItem',
  Update: 'dynamodb:UpdateItem',
} as const;

type Kind = keyof typeof PERMISSIONS;

/** One member of `TransactItems`, as its types and limits were checked. */
export interface TransactItem {
  readonly ConditionCheck?: DeleteRequest;
  readonly Put?: PutRequest;
  readonly Delete?: DeleteRequest;
  readonly Update?: UpdateRequest;
}

/** One action of a transaction that writes. */
export interface Action {
  readonly kind: Kind;
  readonly permission: string;
  /** The parameters, for policies. */
  readonly request: DeleteRequest | PutRequest | UpdateRequest;
  readonly write: ParsedWrite;
}

/** Reads the actions of a transaction. Throws AwsError `ValidationException` for the first that is none. */
export function actionsOf(items: readonly TransactItem[]): Action[] {
  return items.map((item) => {
    const kinds = (Object.keys(PERMISSIONS) as Kind[]).filter((kind) => item[kind] !== undefined);
    const [kind] = kinds;
    if (kinds.length > 1) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
    const request = kind && item[kind];
    if (!request)
      throw invalid('Invalid Request: TransactWriteRequest should contain Delete or Put or Update request');
    const named = { ...request, TableName: tableNameOf(request.TableName) };
    return { kind, permission: PERMISSIONS[kind], request: named, write: parsed(kind, named) };
  });
}

function parsed(kind: Kind, request: object): ParsedWrite {
  if (kind === 'Put') return parsePut(request as PutRequest);
  if (kind === 'Update') return parseUpdateItem(request as UpdateRequest);
  // A condition is checked by a delete that is not written.
  return parseDelete(request as DeleteRequest);
}
