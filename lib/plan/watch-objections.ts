import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';
import { SHORTEST_INTERVAL_SECONDS } from './rounds';

export function probeObjections({ probe }: Plan): readonly PlanObjection[] {
  const objections: PlanObjection[] = [];
  // A duration that could not be parsed is no number, is neither more nor less, and is reported where it stands.
  if (probe.interval < SHORTEST_INTERVAL_SECONDS)
    objections.push({
      path: ['probe', 'interval'],
      value: `${probe.interval}s`,
      expected: `expected at least ${SHORTEST_INTERVAL_SECONDS}s: SQS takes the rounds of a minute in one batch of ten`,
    });
  if (probe.timeout > probe.interval)
    objections.push({
      path: ['probe', 'timeout'],
      value: `${probe.timeout}s`,
      expected: `expected at most probe.interval (${probe.interval}s): probes of one vantage point must not overlap`,
    });
  return objections;
}

/**
 * In a run that nobody approves, the loss is counted from the last heartbeat to the decision, and the decision waits for
 * the hold or for the bad probes, whichever is longer. One interval more for the heartbeat, one for the alarm.
 */
export function automaticObjections({ failover, probe, objectives }: Plan): readonly PlanObjection[] {
  const detection = Math.max(probe.inRegionHold, (probe.failuresToDeclare - 1) * probe.interval);
  const least = detection + 2 * probe.interval;
  const { rpo } = objectives.region.database;
  if (failover.mode !== 'automatic' || !(rpo < least)) return [];
  return [
    {
      path: ['failover', 'mode'],
      value: failover.mode,
      expected:
        `expected approval, or objectives.region.database.rpo of at least ${least}s (now ${rpo}s): by the time that ` +
        `probe.inRegionHold and probe.failuresToDeclare let a region be down, that much may be lost`,
    },
  ];
}

/** A Multi-AZ failover takes 60 to 120 s, during which a database is as silent as a lost region's. */
const MULTI_AZ_SECONDS = 120;

/** Nobody looks twice at a run that starts by itself: a failover inside the region must not look like the loss of the region. */
export function multiAzObjections({ failover, probe, databases }: Plan): readonly PlanObjection[] {
  const multiAz = databases.find((database) => database.multiAz);
  const bad = Math.max(probe.inRegionHold, (probe.failuresToDeclare - 1) * probe.interval);
  if (failover.mode !== 'automatic' || !multiAz || !(bad < MULTI_AZ_SECONDS)) return [];
  return [
    {
      path: ['probe', 'inRegionHold'],
      value: `${probe.inRegionHold}s`,
      expected:
        `expected at least ${MULTI_AZ_SECONDS}s, or failover.mode approval: ${multiAz.id} is Multi-AZ, and the ${bad}s that ` +
        'these probes wait would make its failover inside the region one out of it',
    },
  ];
}
