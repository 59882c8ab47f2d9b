import { LEDGER_REGION_SETS } from './aws-names';
import type { Plan } from './plan';
import { retentionObjections } from './retention-objections';

/** Something in a plan that is well-formed alone and wrong together with the rest. */
export interface PlanObjection {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly expected: string;
}

export function planObjections(plan: Plan): readonly PlanObjection[] {
  return [
    ...regionObjections(plan),
    ...keyObjections(plan),
    ...duplicates(plan),
    ...policyObjections(plan),
    ...snapshotNameObjections(plan),
    ...retentionObjections(plan),
    ...probeObjections(plan),
    ...automaticObjections(plan),
  ];
}

function regionObjections({ regions }: Plan): PlanObjection[] {
  const objections: PlanObjection[] = [];
  if (regions.recovery === regions.primary) {
    objections.push({
      path: ['regions', 'recovery'],
      value: regions.recovery,
      expected:
        'expected another region than regions.primary: nothing can be recovered in the region that was lost',
    });
  }
  if (regions.witness === regions.primary || regions.witness === regions.recovery) {
    objections.push({
      path: ['regions', 'witness'],
      value: regions.witness,
      expected: 'expected a third region: the witness has to outlive either of the other two',
    });
  }
  const set = Object.entries(LEDGER_REGION_SETS).find(([, members]) => members.includes(regions.primary));
  for (const place of ['recovery', 'witness'] as const) {
    if (!set || set[1].includes(regions[place])) continue;
    objections.push({
      path: ['regions', place],
      value: regions[place],
      expected: `expected a region of the ledger's set ${set[0]}, as regions.primary is: ${set[1].join(', ')}`,
    });
  }
  return objections;
}

function keyObjections({ keys, regions }: Plan): PlanObjection[] {
  return (['primary', 'recovery'] as const)
    .filter((place) => keys[place].split(':')[3] !== regions[place])
    .map((place) => ({
      path: ['keys', place],
      value: keys[place],
      expected: `expected a key of ${regions[place]}: a copy is encrypted under a key of the region that it lies in`,
    }));
}

function duplicates(plan: Plan): PlanObjection[] {
  const named: [path: (string | number)[], value: string][] = [
    ...plan.databases.map((database, at): [(string | number)[], string] => [
      ['databases', at, 'id'],
      database.id,
    ]),
    ...plan.caches.map((cache, at): [(string | number)[], string] => [['caches', at, 'id'], cache.id]),
  ];
  const policies = plan.policies.map((policy, at): [(string | number)[], string] => [
    ['policies', at, 'name'],
    policy.name,
  ]);
  const instances = plan.databases.flatMap((database, at) =>
    (['primary', 'recovery'] as const).map((place): [(string | number)[], string] => [
      ['databases', at, place, 'instance'],
      `${plan.regions[place]}/${database[place].instance}`,
    ]),
  );
  return [named, policies, instances].flatMap((names) =>
    names
      .filter(([, value], at) => names.findIndex(([, other]) => other === value) < at)
      .map(([path, value]) => ({ path, value, expected: 'expected a name that is not used twice' })),
  );
}

function policyObjections({ policies, databases }: Plan): PlanObjection[] {
  const known = databases.map((database) => database.id);
  return policies.flatMap((policy, at) =>
    policy.databases
      .map((id, position) => ({ id, position }))
      .filter(({ id }) => !known.includes(id))
      .map(({ id, position }) => ({
        path: ['policies', at, 'databases', position],
        value: id,
        expected: `expected the id of a database: ${known.join(', ')}`,
      })),
  );
}

/** A snapshot is found again by its name alone: two databases must never share one, as `a-b` + `c` and `a` + `b-c` would. */
function snapshotNameObjections({ policies }: Plan): PlanObjection[] {
  const covers = policies.flatMap((policy, at) =>
    policy.databases.map((id, position) => ({
      path: ['policies', at, 'databases', position],
      value: id,
      name: `${id}-${policy.name}`,
    })),
  );
  return covers
    .filter(({ name }, index) => covers.findIndex((other) => other.name === name) < index)
    .map(({ path, value, name }) => ({
      path,
      value,
      expected: `expected a database and a policy whose snapshots have a name of their own: ${name} is taken`,
    }));
}

function probeObjections({ probe }: Plan): PlanObjection[] {
  // Not `<=`: a duration that could not be parsed is no number, and is reported where it stands.
  if (!(probe.timeout > probe.interval)) return [];
  return [
    {
      path: ['probe', 'timeout'],
      value: `${probe.timeout}s`,
      expected: `expected at most probe.interval (${probe.interval}s): probes of one vantage point must not overlap`,
    },
  ];
}

/**
 * In a run that nobody approves, the loss is counted from the last heartbeat to the decision, and the decision waits for
 * the hold or for the bad probes, whichever is longer. One interval more for the heartbeat, one for the alarm.
 */
function automaticObjections({ failover, probe, objectives }: Plan): PlanObjection[] {
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
