import { DBInstanceNotFoundFault } from '@aws-sdk/client-rds';
import { changesIn } from './instance-changes';
import type { Operations } from './interception';
import type { ModelledInstance } from './modelled-instance';

type Instances = ReadonlyMap<string, ModelledInstance>;

type Rename = (instance: ModelledInstance, to: string) => Promise<void>;

/** Small, so that whoever forgets to turn the page is found out. */
const PAGE = 2;

/** What RDS says of instances, and the changes to them that are modelled. */
export const instanceOperations = (instances: Instances, rename: Rename): Operations => ({
  DescribeDBInstances: async (input) => {
    const { DBInstanceIdentifier: id } = input;
    if (id) return { DBInstances: [instanceIn(instances, id).describe()] };
    const all = [...instances.values()].map((one) => one.describe());
    return page('DBInstances', all, input);
  },
  ModifyDBInstance: async (input) => {
    const instance = instanceIn(instances, input.DBInstanceIdentifier);
    const { VpcSecurityGroupIds, NewDBInstanceIdentifier: newName, ...others } = input;
    if (VpcSecurityGroupIds) instance.setGroups(VpcSecurityGroupIds);
    const changes = changesIn(others);
    if (Object.keys(changes).length > 0) instance.modify(changes);
    if (newName) await rename(instance, newName);
    return { DBInstance: instance.describe() };
  },
  RebootDBInstance: async (input) => {
    instanceIn(instances, input.DBInstanceIdentifier).reboot();
    return {};
  },
  StopDBInstance: async (input) => {
    await instanceIn(instances, input.DBInstanceIdentifier).stop();
    return {};
  },
  StartDBInstance: async (input) => {
    instanceIn(instances, input.DBInstanceIdentifier).startAgain();
    return {};
  },
  PromoteReadReplica: async (input) => {
    instanceIn(instances, input.DBInstanceIdentifier).promote(input.BackupRetentionPeriod);
    return {};
  },
  AddTagsToResource: async ({ ResourceName, Tags }) => {
    const instance = instanceIn(instances, namedBy(ResourceName));
    for (const { Key, Value } of Tags) instance.tag(Key, Value);
    return {};
  },
  RemoveTagsFromResource: async ({ ResourceName, TagKeys }) => {
    const instance = instanceIn(instances, namedBy(ResourceName));
    for (const key of TagKeys) instance.untag(key);
    return {};
  },
});

/** The last part of an ARN. */
export const namedBy = (arn: string): string => arn.split(':').at(-1) ?? '';

/** @throws {DBInstanceNotFoundFault} */
export function instanceIn(instances: Instances, id: string): ModelledInstance {
  const found = instances.get(id);
  if (found) return found;
  throw new DBInstanceNotFoundFault({ $metadata: {}, message: `no DB instance ${id} to be found` });
}

export function page(
  name: string,
  all: readonly object[],
  { Marker = '0' }: { readonly Marker?: string },
): object {
  const next = Number(Marker) + PAGE;
  return { [name]: all.slice(Number(Marker), next), ...(next < all.length && { Marker: String(next) }) };
}
