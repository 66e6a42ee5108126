import type { ComponentType } from 'preact';
import { RequestsPage } from './requests/requests-page.tsx';
import { SignUpsPage } from './requests/sign-ups-page.tsx';
import { SystemPage } from './system/system-page.tsx';

/** The pages by the first part of their address. */
export const PAGES: Readonly<Record<string, ComponentType>> = {
  system: SystemPage,
  requests: RequestsPage,
  'sign-ups': SignUpsPage,
};
