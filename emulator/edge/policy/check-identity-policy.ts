import { isDateText, parseOperator } from './operators.ts';

/**
 * Checks an identity policy as IAM does when it is saved: returns IAM's sentence about the first error, or undefined. IAM checks the form
 * of the whole first, then what its older parser rejects, then names, actions and resources; the sentences and their order are as recorded
 * from IAM.
 */
export function identityPolicyFault(text: string): string | undefined {
  const document = parseObject(text);
  const statements = document && statementsOf(document);
  if (!document || !statements) return SYNTAX;
  if (document['Version'] !== '2012-10-17') return 'Policy document must be version 2012-10-17 or greater.';
  if (statements.some(failsLegacyParsing)) return 'The policy failed legacy parsing';
  const sids = statements.map(({ Sid }) => Sid).filter((sid) => sid !== undefined && sid !== '');
  if (new Set(sids).size < sids.length) return 'Statement IDs (SID) in a single policy must be unique.';
  if (
    statements.some((statement) => statement.Principal !== undefined || statement.NotPrincipal !== undefined)
  )
    return 'Policy document should not specify a principal.';
  return (
    first(statements, resourceFault) ?? first(statements, actionFault) ?? first(statements, missingResources)
  );
}

const SYNTAX = 'Syntax errors in policy.';

type Element = 'Action' | 'NotAction' | 'Resource' | 'NotResource';
type Statement = Partial<Record<Element, string | string[]>> & {
  Sid?: string;
  Effect: string;
  Condition?: Record<string, Record<string, unknown>>;
  Principal?: unknown;
  NotPrincipal?: unknown;
};

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The statements, if document and statements have only elements of the grammar. */
function statementsOf({
  Version,
  Id,
  Statement,
  ...others
}: Record<string, unknown>): Statement[] | undefined {
  if (Object.keys(others).length > 0) return undefined;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') return undefined;
  if (Id !== undefined && typeof Id !== 'string') return undefined;
  const list = Array.isArray(Statement) ? Statement : [Statement];
  return list.length > 0 && list.every(isStatement) ? list : undefined;
}

function isStatement(source: unknown): source is Statement {
  if (!isObject(source)) return false;
  const {
    Sid,
    Effect,
    Action,
    NotAction,
    Resource,
    NotResource,
    Condition,
    Principal,
    NotPrincipal,
    ...others
  } = source;
  return (
    Object.keys(others).length === 0 &&
    (Sid === undefined || typeof Sid === 'string') &&
    typeof Effect === 'string' &&
    /^(allow|deny)$/i.test(Effect) &&
    [Action, NotAction, Resource, NotResource].every(isTexts) &&
    !(Action !== undefined && NotAction !== undefined) &&
    !(Resource !== undefined && NotResource !== undefined) &&
    !(Principal !== undefined && NotPrincipal !== undefined) &&
    (Condition === undefined || isCondition(Condition))
  );
}

function isTexts(value: unknown): boolean {
  return value === undefined || [value].flat().every((text) => typeof text === 'string');
}

function isCondition(source: unknown): boolean {
  if (!isObject(source)) return false;
  return Object.entries(source).every(
    ([operator, keys]) =>
      isObject(keys) &&
      (Object.keys(keys).length === 0 || parseOperator(operator) !== undefined) &&
      Object.values(keys).every((values) =>
        [values].flat().every((value) => !isObject(value) && value !== null),
      ),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(statement: Statement, ...elements: Element[]): string[] | undefined {
  const given = elements.flatMap((element) => statement[element] ?? []);
  return given.length > 0 ? given : undefined;
}

function failsLegacyParsing(statement: Statement): boolean {
  if (!/^(Allow|Deny)$/.test(statement.Effect)) return true;
  const dates = Object.entries(statement.Condition ?? {})
    .filter(([operator]) => operator.includes('Date'))
    .flatMap(([, keys]) => Object.values(keys).flat());
  if (!dates.every((value) => isDateText(String(value)))) return true;
  return (texts(statement, 'Resource', 'NotResource') ?? []).some((resource) => {
    const [start, partition, vendor, ...rest] = resource.split(':');
    if (start !== 'arn' || rest.length === 0) return false;
    return vendor === '' || (partition === 'aws' && rest.length < 3 && !resource.endsWith('*'));
  });
}

function resourceFault(statement: Statement): string | undefined {
  return first(texts(statement, 'Resource', 'NotResource') ?? [], (resource) => {
    if (resource === '*') return undefined;
    const [start, partition = '', service, region = '', , name = ''] = resource.split(':');
    if (!resource.includes(':') || start === undefined)
      return `Resource ${resource} must be in ARN format or "*".`;
    const whole = ['arn', ...resource.split(':').slice(1)];
    while (whole.length < 6) whole.push('*');
    if (!/^(aws|aws-cn|aws-us-gov|\*)$/.test(partition))
      return `Partition "${partition}" is not valid for resource "${whole.join(':')}".`;
    if (service === undefined) return 'Resource vendor must be fully qualified and cannot contain regexes.';
    if (service === 'iam' && region !== '')
      return `IAM resource ${resource} cannot contain region information.`;
    if (service === 's3' && region !== '' && region !== '*')
      return `Resource ${resource} can not contain region information.`;
    if (service === 'iam' && !IAM_PATH.test(name)) return IAM_PATH_FAULT;
    return undefined;
  });
}

const IAM_PATHS =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/';
const IAM_PATH = new RegExp(`^(\\*|root$|[^/]*\\*|\\$|${IAM_PATHS.replaceAll(', ', '|')})`);
const IAM_PATH_FAULT = `IAM resource path must either be "*" or start with ${IAM_PATHS}.`;

function actionFault(statement: Statement): string | undefined {
  const actions = texts(statement, 'Action', 'NotAction');
  if (!actions) return 'Policy statement must contain actions.';
  return first(actions, (action) => {
    if (action === '*') return undefined;
    const [vendor = '', ...rest] = action.split(':');
    if (rest.length === 0)
      return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
    if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
    return /^[a-zA-Z0-9.-]+$/.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
  });
}

function missingResources(statement: Statement): string | undefined {
  return texts(statement, 'Resource', 'NotResource') ? undefined : 'Policy statement must contain resources.';
}

function first<T>(items: readonly T[], fault: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
