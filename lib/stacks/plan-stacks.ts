import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import { addDashboard } from './dashboard';
import { LedgerStack } from './ledger-stack';
import { PrimaryStack } from './primary-stack';
import { RecoveryStack } from './recovery-stack';
import { addScheduleWatch } from './schedule-watch';
import { WitnessStack } from './witness-stack';

/**
 * The stacks of a plan, in its three regions and in whichever account they are deployed to. The ledger comes first, because
 * everything else names its table; no stack needs an answer from another region than its own.
 */
export function addPlanStacks(app: App, plan: Plan): void {
  const at = (place: Place | 'witness', what: string) => ({
    env: { region: plan.regions[place] },
    description: `FireBackup HA, ${plan.name}: ${what}`,
  });
  const ledger = new LedgerStack(app, `${plan.name}-ledger`, plan, at('witness', 'the ledger'));
  const witness = new WitnessStack(app, `${plan.name}-witness`, plan, at('witness', 'the witness region'));
  const recovery = new RecoveryStack(
    app,
    `${plan.name}-recovery`,
    plan,
    at('recovery', 'the recovery region'),
  );
  const primary = new PrimaryStack(app, `${plan.name}-primary`, plan, at('primary', 'the primary region'));
  for (const stack of [witness, recovery, primary]) stack.addStackDependency(ledger);
  // S3 replicates only to a bucket that exists.
  primary.addStackDependency(recovery);
  // Each serving region listens for what the other one schedules; the prober of the witness region matters where failovers start.
  addScheduleWatch(primary.site, [recovery.site]);
  addScheduleWatch(recovery.site, [primary.site, witness.site]);
  // Last: it shows every alarm that its region has.
  for (const { site } of [primary, recovery]) addDashboard(site);

  Tags.of(app).add('firebackup:deployment', plan.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
