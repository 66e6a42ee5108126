/** Kinds of identities as operations and parameters spell them: PutRolePolicy, RoleName. */
export const KIND_NAMES = { role: 'Role', user: 'User', group: 'Group' } as const;
