import type { DeleteRouteSettingsRequest, RouteSettings, Stage } from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import type { HttpApi } from '../state/http-api-store.ts';
import { badRequest, type Dependencies, findApi, findPart, notFound } from './dependencies.ts';

/** Settings of routes: throttling. Metrics and execution logs can only be off. */
export const SETTINGS = {
  ThrottlingBurstLimit: true,
  ThrottlingRateLimit: true,
  DetailedMetricsEnabled: [false],
  DataTraceEnabled: [false],
  LoggingLevel: true,
} as const;

/** A stage's settings after a change: keeps what is not named, for each route and for all. */
export function withRouteSettings(
  { DefaultRouteSettings = {}, RouteSettings = {} }: Pick<Stage, 'DefaultRouteSettings' | 'RouteSettings'>,
  given: Pick<Stage, 'DefaultRouteSettings' | 'RouteSettings'>,
): Pick<Stage, 'DefaultRouteSettings' | 'RouteSettings'> {
  const routes = Object.entries(given.RouteSettings ?? {}).map(([key, settings]) => [
    key,
    { DetailedMetricsEnabled: false, ...RouteSettings[key], ...settings },
  ]);
  return {
    DefaultRouteSettings: { ...DefaultRouteSettings, ...given.DefaultRouteSettings },
    RouteSettings: { ...RouteSettings, ...Object.fromEntries(routes) },
  };
}

/** Checks a stage's settings: existing routes, and no execution logs, which HTTP APIs do not have. Throws AWS's errors. */
export function checkRouteSettings(
  { routes }: Pick<HttpApi, 'routes'>,
  { DefaultRouteSettings, RouteSettings = {} }: Stage,
): void {
  const keys = new Set([...routes.values()].map(({ RouteKey }) => RouteKey));
  for (const key of Object.keys(RouteSettings)) {
    if (!keys.has(key))
      throw notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);
  }
  const all: (RouteSettings | undefined)[] = [DefaultRouteSettings, ...Object.values(RouteSettings)];
  if (all.some((settings) => settings?.LoggingLevel !== undefined && settings.LoggingLevel !== 'OFF'))
    throw badRequest('Execution logs are not supported on protocolType HTTP');
}

/** Resets all settings of a route. */
export function deleteRouteSettings(dependencies: Pick<Dependencies, 'store' | 'clock'>) {
  return operation<DeleteRouteSettingsRequest, object>({
    honours: { ApiId: true, StageName: true, RouteKey: true },
    ...access(
      'DELETE',
      ({ ApiId, StageName, RouteKey }) => `/apis/${ApiId}/stages/${StageName}/routesettings/${RouteKey}`,
    ),
    run({ ApiId = '', StageName, RouteKey = '' }) {
      const stage = findPart(findApi(dependencies, ApiId).stages, StageName, 'Stage');
      if (!Object.hasOwn(stage.RouteSettings ?? {}, RouteKey))
        throw notFound(`Unable to find Route by key ${RouteKey} within the provided RouteSettings`);
      const { [RouteKey]: _gone, ...RouteSettings } = stage.RouteSettings ?? {};
      const LastUpdatedDate = new Date(dependencies.clock.now());
      dependencies.store.commit.putStage({
        apiId: ApiId,
        stage: { ...stage, RouteSettings, LastUpdatedDate },
      });
      return {};
    },
  });
}
