import type { UndeployedApi } from '../../../../emulator/edge/undeployed.ts';
import { type Api, readApi } from '../../data/apis.ts';
import { useLoaded } from '../../data/load.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { Detail } from '../../parts/detail.tsx';
import { Facts } from '../../parts/facts.tsx';
import { shortArn } from '../../parts/format.ts';
import { Show } from '../../parts/loaded.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Time } from '../../parts/time.tsx';

const TABS = [
  ['routes', 'Routes'],
  ['authorizers', 'Authorizers'],
  ['stages', 'Stages'],
  ['deployments', 'Deployments'],
] as const;

/** One API: its routes, their authorizers, its stages, and what is not deployed. */
export function ApiDetail({ api }: { api: UndeployedApi }) {
  const { query } = useAddress();
  const loaded = useLoaded(() => readApi(api.type, api.apiId), [api.apiId]);
  const chosen = TABS.find(([id]) => id === query['tab'])?.[0] ?? 'routes';
  return (
    <Detail title={api.name} back={address(['apis'])} badges={<Badge>{api.type}</Badge>}>
      <Tabs label="Of the API" tabs={TABS} chosen={chosen} />
      <Show loaded={loaded} what="the API">
        {(found) => (
          <>
            {chosen === 'routes' && <Routes api={found} />}
            {chosen === 'authorizers' &&
              found.authorizers.map(({ id, name, type, source, ttl, functionArn }) => (
                <section key={id} class="stack">
                  <h3>{name}</h3>
                  <Facts
                    facts={[
                      ['type', type],
                      ['identity', <code class="wrap">{source}</code>],
                      [
                        'answers are kept',
                        ttl === undefined ? 'as AWS does' : ttl === 0 ? 'not' : `${ttl} s`,
                      ],
                      [
                        'function',
                        functionArn && (
                          <a href={address(['functions', shortArn(functionArn)])}>{shortArn(functionArn)}</a>
                        ),
                      ],
                    ]}
                  />
                </section>
              ))}
            {chosen === 'stages' && <Stages api={api} />}
            {chosen === 'deployments' && (
              <Facts
                facts={found.deployments.map(
                  ({ id, description, at }) =>
                    [
                      id,
                      <>
                        <Time at={at} /> {description}
                      </>,
                    ] as const,
                )}
              />
            )}
          </>
        )}
      </Show>
    </Detail>
  );
}

function Routes({ api: { routes, authorizers } }: { api: Api }) {
  const nameOf = (id: string) => authorizers.find((one) => one.id === id)?.name ?? '';
  return (
    <Facts
      facts={routes.map(({ key, authorization, authorizer, target }) => [
        key,
        <>
          <Badge tone={authorization === 'NONE' ? 'error' : 'ok'}>
            {authorization === 'NONE' ? 'open' : nameOf(authorizer) || authorization}
          </Badge>{' '}
          <span class="muted wrap">{target}</span>
        </>,
      ])}
    />
  );
}

function Stages({ api: { stages } }: { api: UndeployedApi }) {
  return (
    <>
      {stages.map(({ stageName, deploymentId, differences }) => (
        <section key={stageName} class="stack">
          <h3>{stageName}</h3>
          <Facts facts={[['deployment', <code>{deploymentId}</code>]]} />
          {differences.length === 0 ? (
            <p class="notice ok">It serves the API as it is now.</p>
          ) : (
            <Facts
              facts={differences.map(({ what, name, change, fields }) => [
                `${what} ${name}`,
                <>
                  <Badge tone="refused">{change}, not deployed</Badge> {fields.join(', ')}
                </>,
              ])}
            />
          )}
        </section>
      ))}
    </>
  );
}
