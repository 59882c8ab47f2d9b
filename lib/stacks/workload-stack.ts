import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BuiltNetwork } from '../constructs/workload/built-network';
import { LoadBalancer } from '../constructs/workload/load-balancer';
import { addRegionRecord } from '../constructs/workload/region-record';
import { addWorkloadAlarms } from '../constructs/workload/workload-alarms';
import { WorkloadCache } from '../constructs/workload/workload-cache';
import { WorkloadDatabase } from '../constructs/workload/workload-database';
import { WorkloadGroups } from '../constructs/workload/workload-groups';
import { addWorkloadKey } from '../constructs/workload/workload-key';
import { workloadNetwork } from '../constructs/workload/workload-network';
import { WorkloadServices } from '../constructs/workload/workload-services';
import { WorkloadSite } from '../constructs/workload/workload-site';
import type { Place } from '../plan/deployment';
import type { ReferencePlan } from '../plan/reference-schema';
import { ZONES } from '../plan/workload-outputs';

/** What is protected, built as the guide has it: one such stack in each of the two regions that can serve. */
export class WorkloadStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    plan: ReferencePlan,
    { place, ...props }: StackProps & { place: Place },
  ) {
    super(scope, id, { ...props, terminationProtection: true });
    const site = new WorkloadSite(this, plan, place);
    const network = workloadNetwork(site);
    const groups = new WorkloadGroups(site, network);
    if (network instanceof BuiltNetwork) network.addEndpoints(groups.ofContainers);
    const key = addWorkloadKey(site);
    const database = new WorkloadDatabase(site, { network, groups, key });
    const cache = new WorkloadCache(site, { network, groups, key });
    const balancer = new LoadBalancer(site, { network, groups });
    new WorkloadServices(site, { network, groups, database, cache, balancer });
    addWorkloadAlarms(site, balancer);
    addRegionRecord(site, balancer);
  }

  /** The first three of the account, whatever they are called: without credentials CDK knows two, and no names. */
  override get availabilityZones(): string[] {
    return ZONES.map((zone) => Fn.select(zone, Fn.getAzs()));
  }
}
