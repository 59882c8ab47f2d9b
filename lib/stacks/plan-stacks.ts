import { type App, type Stack, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { toldByStacks } from '../constructs/workload/workload-site';
import type { Place } from '../plan/deployment';
import type { DeclaredPlan } from '../plan/parse-plan';
import { planOf } from '../plan/reference-plan';
import type { ReferencePlan } from '../plan/reference-schema';
import { workloadStack } from '../plan/workload-names';
import { addDashboard } from './dashboard';
import { LedgerStack } from './ledger-stack';
import { PrimaryStack } from './primary-stack';
import { RecoveryStack } from './recovery-stack';
import { addScheduleWatch } from './schedule-watch';
import { checkStackSizes } from './stack-size';
import { TrafficStack } from './traffic-stack';
import { WitnessStack } from './witness-stack';
import { WorkloadStack } from './workload-stack';

/**
 * The stacks of a plan, in its three regions and in whichever account they are deployed to. A workload that is built here comes
 * first, then the ledger, because everything else names its table. What a stack has to know from another region it is told when it
 * is deployed, and never asks again.
 */
export function addPlanStacks(app: App, declared: DeclaredPlan): void {
  const isBuilt = declared.workload === 'reference';
  const plan = isBuilt ? planOf(declared, toldByStacks(declared)) : declared;
  const at = (place: Place | 'witness', what: string) => ({
    env: { region: plan.regions[place] },
    description: `FireBackup HA, ${plan.name}: ${what}`,
  });
  const workload = isBuilt ? workloadStacks(app, declared, at) : [];
  const ledger = new LedgerStack(app, `${plan.name}-ledger`, plan, at('witness', 'the ledger'));
  const witness = new WitnessStack(app, `${plan.name}-witness`, plan, at('witness', 'the witness region'));
  const recovery = new RecoveryStack(
    app,
    `${plan.name}-recovery`,
    plan,
    at('recovery', 'the recovery region'),
  );
  const primary = new PrimaryStack(app, `${plan.name}-primary`, plan, at('primary', 'the primary region'));
  for (const stack of workload) ledger.addStackDependency(stack);
  for (const stack of [witness, recovery, primary]) stack.addStackDependency(ledger);
  // S3 replicates only to a bucket that exists.
  primary.addStackDependency(recovery);
  // Each serving region listens for what the other one schedules; the prober of the witness region matters where failovers start.
  addScheduleWatch(primary.site, [recovery.site]);
  addScheduleWatch(recovery.site, [primary.site, witness.site]);
  // Last: it shows every alarm that its region has.
  for (const { site } of [primary, recovery]) addDashboard(site);
  if (isBuilt && declared.reference.hostedZone) {
    const recoveryStack = recovery.stackName;
    new TrafficStack(app, `${plan.name}-traffic`, declared, {
      ...at('recovery', 'the public name'),
      recoveryStack,
    }).addStackDependency(recovery);
  }

  checkStackSizes(app);
  Tags.of(app).add('firebackup:deployment', plan.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

type At = (
  place: Place,
  what: string,
) => { readonly env: { readonly region: string }; readonly description: string };

/** The primary region's first: the other one's database and cache are replicas of it. */
function workloadStacks(app: App, plan: ReferencePlan, at: At): readonly Stack[] {
  const [primary, recovery] = (['primary', 'recovery'] as const).map(
    (place) =>
      new WorkloadStack(app, workloadStack(plan, place), plan, {
        ...at(place, `the workload in the ${place} region`),
        place,
      }),
  ) as [WorkloadStack, WorkloadStack];
  recovery.addStackDependency(primary);
  return [primary, recovery];
}
