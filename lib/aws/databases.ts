import {
  AddTagsToResourceCommand,
  type DBInstance,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  PromoteReadReplicaCommand,
  RDSClient,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { NotFound } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { tagList, tagsIn } from './rds-tags';
import { asking } from './translate';

export interface DatabaseInstance {
  readonly id: string;
  readonly arn: string;
  readonly status: string;
  readonly replicaSource: string | undefined;
  /** Status of the read replication, `undefined` when the instance reports none. */
  readonly replicationStatus: string | undefined;
  readonly securityGroups: readonly { readonly id: string; readonly status: string }[];
  /** When RDS starts it again by itself, of one that is stopped. */
  readonly restartsAt?: Instant | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export type Databases = ReturnType<typeof databases>;

/** Instances of RDS in one region. @throws our errors as `translate.ts` names them; everything else untouched. */
export function databases(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  async function instance(id: string): Promise<DatabaseInstance> {
    const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
    const { DBInstances } = await asking(`${at}: describe ${id}`, () => client.send(command));
    const found = DBInstances?.[0];
    if (!found) throw new NotFound(`${at}: describe ${id} answered with no instance`);
    return instanceOf(found, id);
  }

  return {
    region: access.region,
    instance,

    promote: async (id: string, backups: { retentionDays: number; window: string }): Promise<void> => {
      const command = new PromoteReadReplicaCommand({
        DBInstanceIdentifier: id,
        BackupRetentionPeriod: backups.retentionDays,
        PreferredBackupWindow: backups.window,
      });
      await asking(`${at}: promote ${id}`, () => client.send(command));
    },

    /** Replaces all security groups of an instance. Connections that are open already survive this. */
    setSecurityGroups: async (id: string, groups: readonly string[]): Promise<void> => {
      const command = new ModifyDBInstanceCommand({
        DBInstanceIdentifier: id,
        VpcSecurityGroupIds: [...groups],
        ApplyImmediately: true,
      });
      await asking(`${at}: set security groups of ${id}`, () => client.send(command));
    },

    reboot: async (id: string): Promise<void> => {
      const command = new RebootDBInstanceCommand({ DBInstanceIdentifier: id, ForceFailover: false });
      await asking(`${at}: reboot ${id}`, () => client.send(command));
    },

    tag: async (arn: string, tags: Readonly<Record<string, string>>): Promise<void> => {
      const command = new AddTagsToResourceCommand({ ResourceName: arn, Tags: tagList(tags) });
      await asking(`${at}: tag ${arn}`, () => client.send(command));
    },
  };
}

const instanceOf = (found: DBInstance, id: string): DatabaseInstance => ({
  id,
  arn: found.DBInstanceArn ?? '',
  status: found.DBInstanceStatus ?? 'unknown',
  replicaSource: found.ReadReplicaSourceDBInstanceIdentifier,
  replicationStatus: found.StatusInfos?.find((info) => info.StatusType === 'read replication')?.Status,
  securityGroups: (found.VpcSecurityGroups ?? []).map((group) => ({
    id: group.VpcSecurityGroupId ?? '',
    status: group.Status ?? 'unknown',
  })),
  restartsAt: found.AutomaticRestartTime && instant(found.AutomaticRestartTime),
  tags: tagsIn(found.TagList),
});
