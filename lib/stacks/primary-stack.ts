import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { RoleBeacon } from '../constructs/role-beacon';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addConsole } from './console-runbooks';
import { addFailback } from './failback-workflow';
import { addRunEndings } from './run-endings';
import { addServing } from './serving-region';

/** What runs where the workload runs. Losing all of it costs backups and heartbeats, never the way out. */
export class PrimaryStack extends Stack {
  readonly site: Site;

  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'primary');
    this.site = site;
    const { evidence, takingOver, switchover } = addServing(site);
    addFailback(site, { shared: takingOver, switchover, evidence });
    new RoleBeacon(site);
    addConsole(site);
    addRunEndings(site);
  }
}
