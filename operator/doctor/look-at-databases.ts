import { type InstanceFacts, instanceFacts } from '../../lib/aws/instance-facts';
import { otherRegion, placeOf } from '../../lib/plan/deployment';
import type { ProtectedDatabase } from '../../lib/plan/plan';
import { complaintOf } from '../command/complaint';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { bad, expected, type Finding, fine, type Look, unknown } from './finding';

/** Of each database its two instances, as the role says that they should be: one writes, one follows. */
export const looksAtDatabases = (desk: Desk, activeRegion: string): readonly Look[] =>
  desk.plan.databases.map((database) => {
    const what = `database ${database.id}`;
    return { what, see: () => databaseFindings(desk, database, activeRegion) };
  });

async function databaseFindings(
  desk: Desk,
  database: ProtectedDatabase,
  activeRegion: string,
): Promise<readonly Finding[]> {
  const standbyRegion = otherRegion(desk.plan, activeRegion);
  const [active, standby] = await Promise.allSettled(
    [activeRegion, standbyRegion].map((region) =>
      instanceFacts(desk.aws(region)).facts(database[placeOf(desk.plan, region)].instance),
    ),
  );
  const findings = [
    ...sideFindings(database, { desk, activeRegion, region: activeRegion, seen: active }),
    ...sideFindings(database, { desk, activeRegion, region: standbyRegion, seen: standby }),
  ];
  if (active?.status !== 'fulfilled' || standby?.status !== 'fulfilled') return findings;
  return [...findings, ...pairFindings(database, active.value, standby.value)];
}

interface Side {
  readonly desk: Desk;
  readonly region: string;
  readonly activeRegion: string;
  readonly seen: PromiseSettledResult<InstanceFacts> | undefined;
}

function sideFindings(
  database: ProtectedDatabase,
  { desk, region, activeRegion, seen }: Side,
): readonly Finding[] {
  const place = placeOf(desk.plan, region);
  const { instance, securityGroups, fenceSecurityGroup, parameterGroup } = database[place];
  const what = `database ${database.id} in ${region}`;
  if (seen?.status !== 'fulfilled') {
    const because = seen ? complaintOf(seen.reason).line : 'nobody looked';
    return (seen?.reason as Error | undefined)?.name === 'NotFound'
      ? [bad(what, because, `make ${instance}, or correct the plan`)]
      : [unknown(what, because, 'mend that, and look again')];
  }
  const { value: facts } = seen;
  const keyRegion = facts.keyArn?.split(':')[3];
  const groups = [...facts.securityGroups].sort().join(', ');
  const isKnown = !securityGroups.some(isUntold);
  const isFenced = region !== activeRegion && groups === fenceSecurityGroup;
  const hasGroups = isKnown ? isFenced || groups === [...securityGroups].sort().join(', ') : undefined;
  const known = (answer: unknown, holds: boolean) => (answer === undefined ? undefined : holds);
  return [
    expected(what, facts.status === 'available', {
      found: `${instance} is ${facts.status}`,
      next: "look at the instance's events in RDS",
    }),
    expected(`${what}, engine`, known(facts.engine, facts.engine === 'postgres'), {
      found: facts.engine ?? 'unknown',
      next: 'the plan expects PostgreSQL on RDS',
    }),
    expected(`${what}, encryption`, facts.encrypted, {
      found: facts.encrypted ? `under ${facts.keyArn ?? 'a key that is not named'}` : 'not encrypted',
      next: 'restore it from an encrypted copy of a snapshot: an instance cannot be encrypted later',
    }),
    ...(keyRegion === undefined || keyRegion === region
      ? []
      : [
          bad(
            `${what}, key`,
            `lies in ${keyRegion}`,
            `a key of ${region}: this one may be lost with its region`,
          ),
        ]),
    expected(`${what}, IAM login`, facts.iamLogin, {
      found: facts.iamLogin ? 'on' : 'off',
      next: 'switch IAM database authentication on: nobody of the orchestrator gets in without it',
    }),
    expected(`${what}, deletion`, facts.deletionProtection, {
      found: facts.deletionProtection ? 'protected' : 'not protected',
      next: 'switch deletion protection on',
    }),
    // Whoever serves may have what its owner likes; whoever takes over is given the plan's.
    ...(region === activeRegion
      ? []
      : [
          expected(
            `${what}, parameters`,
            known(facts.parameterGroup, facts.parameterGroup === parameterGroup),
            {
              found: facts.parameterGroup ?? 'unknown',
              next: `give it ${parameterGroup} now: on the day it would be given that then, and wait for a restart`,
            },
          ),
        ]),
    expected(`${what}, groups`, hasGroups, {
      found: isFenced ? `fenced by ${groups}, as a region is that is not active` : groups || 'none',
      next: `the plan expects ${securityGroups.join(', ')}; a fence of its own is in statemachines/README.md#guard-region`,
    }),
  ];
}

/** What only both together tell: who writes, who follows, and whether the one who follows could take over. */
function pairFindings(
  { id, backupRetentionDays }: ProtectedDatabase,
  active: InstanceFacts,
  standby: InstanceFacts,
): readonly Finding[] {
  const what = `database ${id}`;
  const sizes = [standby.storageGigabytes, active.storageGigabytes] as const;
  const [own, other] = sizes;
  return [
    active.replicaSource === undefined
      ? fine(`${what}, role`, 'the active one takes writes')
      : bad(
          `${what}, role`,
          `the active one is a replica of ${active.replicaSource}`,
          'look at firebackup status',
        ),
    standby.replicaSource === undefined
      ? bad(`${what}, replica`, 'the one that stands by follows nobody', 'firebackup failback rebuilds it')
      : expected(
          `${what}, replica`,
          standby.replicationStatus === 'replicating' || undefinedIfUnsaid(standby),
          {
            found: standby.replicationStatus ?? 'replication',
            next: 'look at its replication state in RDS; rebuild it if it is terminated',
          },
        ),
    expected(
      `${what}, backups`,
      active.retentionDays === undefined ? undefined : active.retentionDays >= backupRetentionDays,
      {
        found: `${active.retentionDays ?? 'unknown'} days of automated backups`,
        next: `the plan expects ${backupRetentionDays} days: set its backup retention`,
      },
    ),
    expected(`${what}, storage`, own === undefined || other === undefined ? undefined : own >= other, {
      found: `${own ?? '?'} GB stand by for ${other ?? '?'} GB`,
      next: 'enlarge the replica: it stops when it is full',
    }),
    expected(
      `${what}, version`,
      active.engineVersion === undefined || standby.engineVersion === undefined
        ? undefined
        : standby.engineVersion === active.engineVersion,
      {
        found: `${standby.engineVersion ?? '?'} stands by for ${active.engineVersion ?? '?'}`,
        next: 'upgrade them to one version, the replica first',
      },
    ),
    expected(
      `${what}, class`,
      standby.instanceClass === undefined || active.instanceClass === undefined
        ? undefined
        : standby.instanceClass === active.instanceClass,
      {
        found: `${standby.instanceClass ?? '?'} stands by for ${active.instanceClass ?? '?'}`,
        next: 'give the replica the class of its primary, unless yours is known to be larger',
      },
    ),
  ];
}

const undefinedIfUnsaid = ({ replicationStatus }: InstanceFacts): false | undefined =>
  replicationStatus === undefined ? undefined : false;
