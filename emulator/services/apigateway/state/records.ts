import type {
  ApiKeySourceType,
  AuthorizerType,
  ContentHandlingStrategy,
  DocumentationPartLocation,
  EndpointType,
  GatewayResponseType,
  IntegrationType,
  IpAddressType,
  UnauthorizedCacheControlHeaderStrategy,
} from '@aws-sdk/client-api-gateway';

/**
 * What the store holds of REST APIs. Every record is replaced as a whole and never altered in place, so that a deployment can keep its
 * records instead of copies.
 */
export interface ApiRecord {
  api: RestApiRecord;
  readonly resources: Map<string, ResourceRecord>;
  readonly authorizers: Map<string, AuthorizerRecord>;
  readonly gatewayResponses: Map<GatewayResponseType, GatewayResponseRecord>;
  readonly deployments: Map<string, DeploymentRecord>;
  readonly stages: Map<string, StageRecord>;
  /** By name. */
  readonly models: Map<string, ModelRecord>;
  readonly validators: Map<string, ValidatorRecord>;
  readonly documentationParts: Map<string, DocumentationPartRecord>;
  readonly documentationVersions: Map<string, DocumentationVersionRecord>;
}

export type Strings = Readonly<Record<string, string>>;

export interface RestApiRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes from which answers are compressed; absent for never. */
  readonly minimumCompressionSize?: number;
  /** Where a request's API key comes from; absent counts as `HEADER`. */
  readonly apiKeySource?: ApiKeySourceType;
  readonly endpointType: EndpointType;
  readonly ipAddressType: IpAddressType;
  readonly disableExecuteApiEndpoint: boolean;
  readonly rootResourceId: string;
  readonly tags: Strings;
}

export interface ResourceRecord {
  readonly id: string;
  /** Absent for the root, as `pathPart` is. */
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
  readonly methods: Readonly<Record<string, MethodRecord>>;
}

export interface MethodRecord {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired?: boolean;
  readonly operationName?: string;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly requestModels?: Strings;
  readonly requestValidatorId?: string;
  readonly responses: Readonly<Record<string, MethodResponseRecord>>;
  readonly integration?: IntegrationRecord;
}

export interface MethodResponseRecord {
  readonly statusCode: string;
  readonly responseParameters?: Readonly<Record<string, boolean>>;
  readonly responseModels?: Strings;
}

export interface IntegrationRecord {
  readonly type: IntegrationType;
  /** The method towards the endpoint; `ANY` passes the client's on. */
  readonly httpMethod?: string;
  readonly uri?: string;
  /** ARN of the role for invoking the function; absent, the function's own policy must allow API Gateway. */
  readonly credentials?: string;
  readonly requestParameters?: Strings;
  readonly requestTemplates?: Strings;
  readonly passthroughBehavior: string;
  readonly contentHandling?: ContentHandlingStrategy;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly responses: Readonly<Record<string, IntegrationResponseRecord>>;
}

export interface IntegrationResponseRecord {
  readonly statusCode: string;
  /** A regular expression over the endpoint's status; absent for the default response. */
  readonly selectionPattern?: string;
  readonly responseParameters?: Strings;
  readonly responseTemplates?: Strings;
  readonly contentHandling?: ContentHandlingStrategy;
}

export interface AuthorizerRecord {
  readonly id: string;
  readonly name: string;
  readonly type: AuthorizerType;
  readonly authType?: string;
  readonly providerARNs?: readonly string[];
  readonly authorizerUri?: string;
  /** ARN of the role for invoking the function; absent, the function's own policy must allow API Gateway. */
  readonly authorizerCredentials?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  /** Seconds; absent counts as 300. */
  readonly authorizerResultTtlInSeconds?: number;
}

export interface GatewayResponseRecord {
  readonly responseType: GatewayResponseType;
  readonly statusCode?: string;
  readonly responseParameters: Strings;
  readonly responseTemplates: Strings;
}

export interface DeploymentRecord {
  readonly id: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly snapshot: Snapshot;
}

/** Everything that requests meet: the API's content when it was deployed. */
export interface Snapshot {
  readonly api: RestApiRecord;
  readonly resources: readonly ResourceRecord[];
  readonly authorizers: ReadonlyMap<string, AuthorizerRecord>;
  readonly gatewayResponses: ReadonlyMap<GatewayResponseType, GatewayResponseRecord>;
  readonly models: ReadonlyMap<string, ModelRecord>;
  readonly validators: ReadonlyMap<string, ValidatorRecord>;
}

/** A model: a JSON schema by a name that is unique in its API. */
export interface ModelRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly contentType: string;
  readonly schema?: string;
}

export interface ValidatorRecord {
  readonly id: string;
  readonly name?: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

export interface DocumentationPartRecord {
  readonly id: string;
  readonly location: DocumentationPartLocation;
  /** JSON. */
  readonly properties: string;
}

export interface DocumentationVersionRecord {
  readonly version: string;
  readonly createdDate: number;
  readonly description?: string;
}

export interface StageRecord {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string;
  readonly variables?: Strings;
  readonly documentationVersion?: string;
  readonly accessLogSettings?: { readonly destinationArn?: string; readonly format?: string };
  readonly methodSettings: Readonly<Record<string, MethodSettingRecord>>;
  readonly tags: Strings;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The settings of a method, or of a whole stage. */
export interface MethodSettingRecord {
  readonly loggingLevel?: string;
  /** Stored and shown; without a cache cluster nothing is cached, on AWS too. */
  readonly cachingEnabled?: boolean;
  readonly cacheTtlInSeconds?: number;
  readonly cacheDataEncrypted?: boolean;
  readonly requireAuthorizationForCacheControl?: boolean;
  readonly unauthorizedCacheControlHeaderStrategy?: UnauthorizedCacheControlHeaderStrategy;
  readonly throttlingBurstLimit?: number;
  readonly throttlingRateLimit?: number;
}
