import type { DBInstance } from '@aws-sdk/client-rds';
import { type Tags, tagsIn } from './rds-tags';

/** An instance as whoever restored it sees it. */
export interface InstanceDetails {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly endpoint: { readonly host: string; readonly port: number } | undefined;
  /** Those asked for; one that is not `active` lets nobody in yet. */
  readonly securityGroups: readonly { readonly id: string; readonly status: string }[];
  readonly deletionProtection: boolean;
  readonly tags: Tags;
}

export const detailsOf = (found: DBInstance): InstanceDetails => ({
  id: found.DBInstanceIdentifier ?? '',
  arn: found.DBInstanceArn ?? '',
  status: found.DBInstanceStatus ?? 'unknown',
  endpoint:
    found.Endpoint?.Address && found.Endpoint.Port
      ? { host: found.Endpoint.Address, port: found.Endpoint.Port }
      : undefined,
  securityGroups: (found.VpcSecurityGroups ?? []).map((group) => ({
    id: group.VpcSecurityGroupId ?? '',
    status: group.Status ?? 'unknown',
  })),
  deletionProtection: found.DeletionProtection ?? false,
  tags: tagsIn(found.TagList),
});
