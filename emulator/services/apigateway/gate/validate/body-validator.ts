import ajvDraft04, { type ErrorObject, type ValidateFunction } from 'ajv-draft-04';
import { parseWithin } from '../../../../edge/json-bounds.ts';
import { linearPattern } from '../../../../edge/linear-pattern.ts';
import type { ModelRecord } from '../../state/records.ts';
import { finding } from './findings.ts';

/** Checks a body, as text. Returns the errors in the words of API Gateway's validator; none if it is valid. */
export type BodyValidator = (body: string) => readonly string[];

/** The package is CommonJS: its class is the default of its default. */
const { default: Ajv4 } = ajvDraft04;
type Compiler = InstanceType<typeof Ajv4>;

/** An API's models by name, which refer to each other by URL. */
type Models = ReadonlyMap<string, ModelRecord>;

/**
 * Makes the validators of an API's models: JSON schemas of draft 4 (API Gateway guide, "Data models for REST APIs"). Patterns run in linear
 * time. Formats are ignored. A model with an invalid schema, or with a reference to an unknown model, has no validator.
 */
export function createBodyValidators(models: Models): (name: string) => BodyValidator | undefined {
  let ajv: Compiler | undefined;
  const made = new Map<string, BodyValidator | undefined>();

  function compiler(): Compiler {
    ajv ??= withModels(models);
    return ajv;
  }

  return (name) => {
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name);
  };

  function make(name: string): BodyValidator | undefined {
    let validate: ValidateFunction | undefined;
    try {
      validate = compiler().getSchema(urlOf(name));
    } catch {
      return undefined;
    }
    return validate && ((body) => check(validate, body));
  }
}

function check(validate: ValidateFunction, body: string): readonly string[] {
  let value: unknown;
  try {
    // An absent body is not an object with required members (recorded on AWS); that it is an empty object otherwise is a guess.
    value = parseWithin(body.trim() === '' ? '{}' : body);
  } catch {
    return ['the body is no JSON'];
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error: ErrorObject) => finding(error));
}

function withModels(models: Models): Compiler {
  const ajv = new Ajv4({
    allErrors: true,
    strict: false,
    validateFormats: false,
    verbose: true,
    addUsedSchema: false,
    logger: false,
    code: { regExp: Object.assign(regExp, { code: 'linear' }) },
  });
  // The package's own compares each with each: 40,000 small objects would stop the engine for minutes.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (isAsked: boolean, items: readonly unknown[]) => !isAsked || areUnique(items),
  });
  for (const { name, schema } of models.values()) {
    const parsed = parse(schema);
    if (parsed) ajv.addSchema(withLocalNames(parsed), urlOf(name));
  }
  return ajv;
}

/** Whether no two values are the same JSON, whatever the order of their members. */
function areUnique(items: readonly unknown[]): boolean {
  return new Set(items.map((item) => JSON.stringify(item, inOrder))).size === items.length;
}

/** For `JSON.stringify`: an object with its members sorted by name. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Matches a schema's `pattern` in linear time. */
function regExp(pattern: string) {
  const compiled = linearPattern(pattern);
  return { test: (text: string) => compiled.matchesPart(text), source: pattern };
}

/** `https://apigateway.amazonaws.com/restapis/<API>/models/<name>`, of any API: a deployment only knows its own models. */
function urlOf(name: string): string {
  return `https://apigateway.amazonaws.com/models/${name}`;
}

function parse(schema: string | undefined): object | undefined {
  try {
    const parsed: unknown = JSON.parse(schema ?? '');
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** A schema whose references use `urlOf`, without a name of its own. */
function withLocalNames(schema: object): object {
  const { $schema: _, id: __, ...rest } = schema as Record<string, unknown>;
  return JSON.parse(JSON.stringify(rest), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string'
      ? value.replace(
          /^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\//,
          'https://apigateway.amazonaws.com/models/',
        )
      : value,
  );
}
