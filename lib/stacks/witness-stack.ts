import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Site } from '../constructs/site';
import type { Plan } from '../plan/plan';
import { addBrakes } from './brakes';
import { addProber } from './prober';

/** A pair of eyes outside the two regions that can serve. */
export class WitnessStack extends Stack {
  readonly site: Site;

  constructor(scope: Construct, id: string, plan: Plan, props: StackProps) {
    super(scope, id, props);
    const site = new Site(this, plan, 'witness');
    this.site = site;
    addProber(site, 'witness');
    addBrakes(site);
  }
}
