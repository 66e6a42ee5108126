import { parseSource, type Source } from '../../control/mapping-expression.ts';
import type { MethodRecord, ValidatorRecord } from '../../state/records.ts';
import type { BodyValidator } from './body-validator.ts';

/** What a method's request validator checks, compiled for requests. */
export interface CompiledValidation {
  /** The required parameters, in the order of AWS's sentence. */
  readonly required: readonly { readonly name: string; readonly source: Source }[];
  /** By content type; `undefined` for an unusable model. */
  readonly bodies: ReadonlyMap<string, BodyValidator | undefined>;
}

/** Compiles a validator; undefined if it checks nothing. */
export function compileValidation(
  { requestParameters = {}, requestModels = {} }: MethodRecord,
  validator: ValidatorRecord | undefined,
  validatorOf: (model: string) => BodyValidator | undefined,
): CompiledValidation | undefined {
  if (!validator) return undefined;
  const { validateRequestBody, validateRequestParameters } = validator;
  const required = validateRequestParameters
    ? Object.keys(requestParameters)
        .filter((key) => requestParameters[key])
        // Headers, path, query string: AWS's recorded order.
        .sort()
        .flatMap((key) => {
          const source = parseSource(key);
          return source ? [{ name: key.split('.').slice(3).join('.'), source }] : [];
        })
    : [];
  const bodies = new Map(
    validateRequestBody
      ? Object.entries(requestModels).map(([type, model]) => [type.toLowerCase(), validatorOf(model)])
      : [],
  );
  return required.length === 0 && bodies.size === 0 ? undefined : { required, bodies };
}
