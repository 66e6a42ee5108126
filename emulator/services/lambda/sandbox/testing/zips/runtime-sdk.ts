import { missing, ok, type ZipRow } from './zip-row.ts';

/** Zips that look for the AWS SDK of the runtime. */
export const runtimeSdk: readonly ZipRow[] = [
  {
    name: 'has the AWS SDK for CommonJS',
    files: {
      'index.js':
        'const { DynamoDBClient } = require("@aws-sdk/client-dynamodb"); exports.handler = async () => typeof DynamoDBClient',
    },
    seen: ok('function'),
  },
  {
    name: 'has the AWS SDK for ES modules',
    files: {
      'index.mjs':
        'import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb"; import { marshall } from "@aws-sdk/util-dynamodb"; export const handler = async () => [typeof DynamoDBClient, typeof DynamoDBDocumentClient, typeof marshall]',
    },
    seen: ok(['function', 'function', 'function']),
  },
  {
    name: 'has the AWS SDK on nodejs20.x by dynamic import',
    files: {
      'index.js':
        'exports.handler = async () => typeof (await import("@aws-sdk/client-cognito-identity-provider")).CognitoIdentityProviderClient',
    },
    runtime: 'nodejs20.x',
    seen: ok('function'),
  },
  {
    name: 'prefers the SDK of the zip',
    files: {
      'index.js': 'exports.handler = async () => require("@aws-sdk/client-dynamodb").own',
      'node_modules/@aws-sdk/client-dynamodb/index.js': 'exports.own = "mine"',
    },
    seen: ok('mine'),
  },
  {
    name: 'prefers the SDK of the zip for ES modules',
    files: {
      'index.mjs': 'import own from "@aws-sdk/client-dynamodb"; export const handler = async () => own.own',
      'node_modules/@aws-sdk/client-dynamodb/index.js': 'exports.own = "mine"',
      'node_modules/@aws-sdk/client-dynamodb/package.json': '{"main":"index.js"}',
    },
    seen: ok('mine'),
  },
  {
    name: 'rejects an SDK client that the runtime does not have',
    files: { 'index.js': 'require("@aws-sdk/client-polly"); exports.handler = async () => 1' },
    seen: missing('@aws-sdk/client-polly'),
  },
  {
    name: 'has what the SDK is made of',
    files: {
      'index.mjs':
        'import { defaultProvider } from "@aws-sdk/credential-provider-node"; import { SignatureV4 } from "@smithy/signature-v4"; export const handler = async () => [typeof defaultProvider, typeof SignatureV4]',
    },
    seen: ok(['function', 'function']),
  },
  {
    name: 'does not have the SDK of version 2',
    files: { 'index.js': 'require("aws-sdk"); exports.handler = async () => 1' },
    seen: missing('aws-sdk'),
  },
  {
    name: 'lets a package of the zip find the SDK of the runtime',
    files: {
      'index.js': 'exports.handler = async () => require("wraps")',
      'node_modules/wraps/index.js': 'module.exports = typeof require("@aws-sdk/client-lambda").LambdaClient',
    },
    seen: ok('function'),
  },
];
