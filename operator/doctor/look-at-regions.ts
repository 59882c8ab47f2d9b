import { executions } from '../../lib/aws/executions';
import { securityGroups } from '../../lib/aws/security-groups';
import { snapshotQuotas } from '../../lib/aws/snapshot-quota';
import { leaksBecause } from '../../lib/domain/fence';
import { machineName } from '../../lib/plan/deployed-names';
import type { Place } from '../../lib/plan/deployment';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { bad, expected, fine, type Look, unknown } from './finding';

const PLACES: readonly Place[] = ['primary', 'recovery'];

/** In both serving regions the same, but for the one that only the recovery region fails over with. */
const MACHINES = [
  'switchover',
  'restore',
  'drill',
  'snapshot',
  'wal-check',
  'heartbeat',
  'write-access',
] as const;
const ONLY_THERE: Readonly<Record<Place, string>> = { primary: 'failback', recovery: 'failover' };

/** What has to stand in each region before anything happens there. */
export const looksAtRegions = (desk: Desk): readonly Look[] =>
  PLACES.flatMap((place) => [
    ...fences(desk, place),
    machines(desk, place),
    snapshotQuota(desk, place),
    instanceQuota(desk, place),
  ]);

/** A fence that lets anybody else in is none. */
function fences(desk: Desk, place: Place): readonly Look[] {
  const { plan } = desk;
  const region = plan.regions[place];
  const own = plan.networks[place].securityGroup;
  return [...plan.databases, ...plan.caches].map(({ id, [place]: { fenceSecurityGroup } }) => {
    const what = `fence of ${id} in ${region}`;
    return {
      what,
      see: async () => {
        if (isUntold(fenceSecurityGroup))
          return [unknown(what, fenceSecurityGroup, 'look at what it admits in EC2: the orchestrator alone')];
        const admits = await securityGroups(desk.aws(region)).admits(fenceSecurityGroup);
        const leak = leaksBecause(fenceSecurityGroup, admits, own);
        if (leak) return [bad(what, leak, `let it admit ${own} alone`)];
        return [
          expected(what, admits.includes(own), {
            found: `${fenceSecurityGroup} admits ${admits.join(', ') || 'nobody, or is not there'}`,
            next: `make it, and let it admit ${own}: a fenced database has to be reached by the orchestrator`,
          }),
        ];
      },
    };
  });
}

function machines(desk: Desk, place: Place): Look {
  const region = desk.plan.regions[place];
  const what = `machines in ${region}`;
  return {
    what,
    see: async () => {
      const there = await executions(desk.aws(region)).machines();
      const wanted = [...MACHINES, ONLY_THERE[place]];
      const missing = wanted.filter((one) => !there.has(machineName(desk.plan, one)));
      return missing.length === 0
        ? [fine(what, `${wanted.length} are there`)]
        : [bad(what, `there is no ${missing.join(', no ')}`, 'npx cdk deploy --all, with this plan')];
    },
  };
}

/** So few left that tonight's copies may not fit. */
const LEFT_LEAST = 5;

function snapshotQuota(desk: Desk, place: Place): Look {
  const region = desk.plan.regions[place];
  const what = `snapshot quota in ${region}`;
  return {
    what,
    see: async () => {
      const { used, most } = await snapshotQuotas(desk.aws(region)).manualSnapshots();
      return [
        expected(what, most - used >= LEFT_LEAST, {
          found: `${used} of ${most} manual snapshots are used`,
          next: 'have it raised in Service Quotas, or keep fewer',
        }),
      ];
    },
  };
}

/** A failback has one instance more in each region for hours, and a drill one for each point that it restores at a time. */
const INSTANCES_LEFT_LEAST = 2;

function instanceQuota(desk: Desk, place: Place): Look {
  const region = desk.plan.regions[place];
  const what = `instance quota in ${region}`;
  return {
    what,
    see: async () => {
      const { used, most } = await snapshotQuotas(desk.aws(region)).instances();
      return [
        expected(what, most - used >= INSTANCES_LEFT_LEAST, {
          found: `${used} of ${most} DB instances are used`,
          next: 'have it raised in Service Quotas: a restore, a drill or a failback could not make its own',
        }),
      ];
    },
  };
}
