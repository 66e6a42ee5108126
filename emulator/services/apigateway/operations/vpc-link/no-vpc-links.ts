import type { GetVpcLinksRequest, UpdateVpcLinkRequest, VpcLinks } from '@aws-sdk/client-api-gateway';
import { type Operation, operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { notFound } from '../../control/errors.ts';

const pathOf = ({ vpcLinkId }: { vpcLinkId?: string | undefined }) => `/vpclinks/${vpcLinkId}`;

function missing(): never {
  throw notFound('Invalid Vpc Link identifier specified');
}

/** GetVpcLinks, GetVpcLink, UpdateVpcLink, DeleteVpcLink: there is no VPC, so there are no links. CreateVpcLink is refused by name. */
export function noVpcLinks(): Record<string, Operation<object, object>> {
  return {
    GetVpcLinks: operation<GetVpcLinksRequest, VpcLinks>({
      honours: { position: true, limit: true },
      ...access('GET', () => '/vpclinks'),
      run: () => ({ items: [] }),
    }),
    GetVpcLink: operation<{ vpcLinkId?: string }, object>({
      honours: { vpcLinkId: true },
      ...access('GET', pathOf),
      run: missing,
    }),
    UpdateVpcLink: operation<UpdateVpcLinkRequest, object>({
      honours: { vpcLinkId: true, patchOperations: true },
      ...access('PATCH', pathOf),
      run: missing,
    }),
    DeleteVpcLink: operation<{ vpcLinkId?: string }, object>({
      honours: { vpcLinkId: true },
      ...access('DELETE', pathOf),
      run: missing,
    }),
  };
}
