import type { Ledger } from '../../lib/aws/ledger';
import type { Figure } from '../../lib/domain/exposed-figure';
import { exposedHeartbeats } from '../../lib/domain/exposed-heartbeats';
import { exposedObjectives } from '../../lib/domain/exposed-objectives';
import { exposedRecovery } from '../../lib/domain/exposed-recovery';
import { exposedRole } from '../../lib/domain/exposed-role';
import { exposedRun, lastRunOf } from '../../lib/domain/exposed-run';
import { exposedSchedules } from '../../lib/domain/exposed-schedules';
import type { Instant } from '../../lib/domain/instant';
import { staleAfterSeconds } from '../../lib/domain/verdict';
import { type Deployment, failoverRules } from '../../lib/plan/deployment';

type Truth = Pick<Ledger, 'role' | 'run' | 'heartbeats' | 'answer' | 'schedules'>;

/**
 * All that the ledger says, as figures. Either region tells the same, since every read of the ledger is consistent, and
 * either may be lost: who scrapes both takes them together. @throws when the ledger gives no answer
 */
export async function figuresFrom(
  ledger: Truth,
  deployment: Deployment,
  now: Instant,
): Promise<readonly Figure[]> {
  const { primary, recovery } = deployment.regions;
  const regions = [primary, recovery];
  const { coolDownSeconds, detection } = failoverRules(deployment);
  const [role, answer, heartbeats, schedules] = await Promise.all([
    ledger.role(),
    ledger.answer(),
    Promise.all(regions.map((region) => ledger.heartbeats(region))),
    Promise.all(regions.map((region) => ledger.schedules(region))),
  ]);
  const last = lastRunOf(role);
  const run = last === undefined ? undefined : await ledger.run(last);
  const looked = {
    regions,
    databases: deployment.databases.map(({ id }) => id),
    freshForSeconds: staleAfterSeconds(detection),
  };
  return [
    ...exposedRole(role, { regions, coolDownSeconds }, now),
    ...exposedRun(role, run),
    ...exposedHeartbeats(heartbeats, looked, now),
    ...exposedRecovery(answer, now),
    ...exposedSchedules(schedules, now),
    ...exposedObjectives(deployment.objectives),
  ];
}
