import type { UserPoolClientType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';

/** A pool's configuration, stored as DescribeUserPool shows it, with every default. */
export type PoolSettings = Omit<
  UserPoolType,
  'Id' | 'Arn' | 'Status' | 'CreationDate' | 'LastModifiedDate' | 'EstimatedNumberOfUsers'
>;

/** One app client: its configuration as DescribeUserPoolClient shows it, and its dates as numbers. */
export interface PoolClient {
  readonly id: string;
  settings: ClientSettings;
  readonly createdAt: number;
  modifiedAt: number;
}

export type ClientSettings = Omit<
  UserPoolClientType,
  'ClientId' | 'UserPoolId' | 'CreationDate' | 'LastModifiedDate'
>;
