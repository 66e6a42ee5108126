import type { ComponentType } from 'preact';
import { ApisPage } from './apis/apis-page.tsx';
import { FaultsPage } from './faults/faults-page.tsx';
import { FunctionsPage } from './functions/functions-page.tsx';
import { InboxPage } from './inbox/inbox-page.tsx';
import { LogsPage } from './logs/logs-page.tsx';
import { PeoplePage } from './people/people-page.tsx';
import { RequestsPage } from './requests/requests-page.tsx';
import { SignUpsPage } from './requests/sign-ups-page.tsx';
import { RolesPage } from './roles/roles-page.tsx';
import { SystemPage } from './system/system-page.tsx';
import { TablesPage } from './tables/tables-page.tsx';

/** The pages by the first part of their address. */
export const PAGES: Readonly<Record<string, ComponentType>> = {
  system: SystemPage,
  requests: RequestsPage,
  'sign-ups': SignUpsPage,
  inbox: InboxPage,
  logs: LogsPage,
  people: PeoplePage,
  tables: TablesPage,
  functions: FunctionsPage,
  apis: ApisPage,
  roles: RolesPage,
  faults: FaultsPage,
};
