import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RoleBeacon } from '../constructs/role-beacon';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addGuard } from './guard';
import { addHeartbeat } from './heartbeat-workflow';
import { addSnapshots } from './snapshot-workflow';

/** What runs where the workload runs. Losing all of it costs backups and heartbeats, never the way out. */
export class PrimaryStack extends Stack {
  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'primary');
    addHeartbeat(site);
    addSnapshots(site);
    addGuard(site);
    new RoleBeacon(site);
  }
}
