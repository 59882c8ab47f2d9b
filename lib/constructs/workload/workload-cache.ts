import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnGlobalReplicationGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { cacheName, cacheSubnetGroup } from '../../plan/workload-names';
import { ZONES } from '../../plan/workload-outputs';
import type { WorkloadGroups } from './workload-groups';
import type { WorkloadNetwork } from './workload-network';
import { toldByStacks, type WorkloadSite } from './workload-site';

/** A primary and two replicas, as the guide has them: one in each zone. */
const NODES = ZONES.length;

interface Around {
  readonly network: WorkloadNetwork;
  readonly groups: WorkloadGroups;
  readonly key: Key;
}

/** Redis in a region: of the global datastore, the member that takes writes, or the one that is promoted. */
export class WorkloadCache extends Construct {
  readonly group: CfnReplicationGroup;
  /** Where the application finds it: with several shards, an address that tells of all of them. */
  readonly host: string;

  constructor(site: WorkloadSite, { network, groups, key }: Around) {
    super(site.scope, 'Cache');
    const { plan, place, cache } = site;
    const { cacheShards: shards } = plan.reference;
    const subnetGroup = new CfnSubnetGroup(this, 'SubnetGroup', {
      cacheSubnetGroupName: cacheSubnetGroup(plan),
      description: `Private subnets of ${plan.name} in three zones`,
      subnetIds: network.privateSubnets.map(({ subnetId }) => subnetId),
    });
    this.group = new CfnReplicationGroup(this, 'Group', {
      replicationGroupId: cacheName(plan, cache.id, place),
      replicationGroupDescription: `Queue and cache of ${plan.name}`,
      multiAzEnabled: true,
      kmsKeyId: key.keyArn,
      cacheSubnetGroupName: subnetGroup.ref,
      securityGroupIds: [groups.cache.securityGroupId],
      ...(shards === 1 ? { numCacheClusters: NODES } : { replicasPerNodeGroup: NODES - 1 }),
      ...(place === 'primary' ? madeHere(site) : takenOver(site)),
    });
    this.group.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.host =
      shards === 1 ? this.group.attrPrimaryEndPointAddress : this.group.attrConfigurationEndPointAddress;
    for (const { id, reason } of [...ACKNOWLEDGED, ...(place === 'recovery' ? [INHERITED] : [])]) {
      Validations.of(this.group).acknowledge({ id, reason });
    }
    site.tell('CacheHost', this.host);
    if (place === 'primary') this.#addGlobalDatastore(site);
  }

  /** The other member joins it by itself when it is made, in the other region. */
  #addGlobalDatastore(site: WorkloadSite): void {
    const { plan, cache } = site;
    const datastore = new CfnGlobalReplicationGroup(this, 'GlobalDatastore', {
      globalReplicationGroupIdSuffix: cacheName(plan, cache.id, 'primary'),
      globalReplicationGroupDescription: `Queue and cache of ${plan.name}, in two regions`,
      automaticFailoverEnabled: true,
      members: [{ replicationGroupId: this.group.ref, replicationGroupRegion: site.region, role: 'PRIMARY' }],
    });
    datastore.applyRemovalPolicy(RemovalPolicy.RETAIN);
    site.tell('GlobalDatastore', datastore.attrGlobalReplicationGroupId);
  }
}

const madeHere = ({ plan, size }: WorkloadSite) => ({
  engine: 'redis',
  engineVersion: '7.1',
  cacheNodeType: size.cache.nodeType,
  atRestEncryptionEnabled: true,
  transitEncryptionEnabled: true,
  transitEncryptionMode: 'required',
  automaticFailoverEnabled: true,
  cacheParameterGroupName: plan.reference.cacheShards === 1 ? 'default.redis7' : 'default.redis7.cluster.on',
  ...(plan.reference.cacheShards > 1 && { numNodeGroups: plan.reference.cacheShards }),
});

/** A member that joins has the engine, nodes, shards, parameters, encryption and failover of the first one, and may not be told any of it. */
const takenOver = ({ plan }: WorkloadSite) => ({
  globalReplicationGroupId: toldByStacks(plan)('primary', 'GlobalDatastore'),
});

const ACKNOWLEDGED = [
  {
    id: 'AwsSolutions-AEC5',
    reason:
      'two groups and no route from outside keep strangers away; another port would only keep tools away',
  },
  {
    id: 'AwsSolutions-AEC6',
    reason:
      'who may reach it is said by security groups, which is what a fence swaps; a password would have to be given to functions that hold no secrets',
  },
];
const INHERITED = {
  id: 'AwsSolutions-AEC3',
  reason:
    'encrypted both ways as the first member of its global datastore is, and ElastiCache wants this not to be said of a second',
};
