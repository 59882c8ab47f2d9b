import type { WhenUnfenced } from '../lib/domain/unfenced';
import { type Deployment, deploymentOf } from '../lib/plan/deployment';
import type { Plan } from '../lib/plan/plan';
import type { CachePair } from './cache-pair';
import { APPLICATION, type DatabasePair } from './database-pair';
import { SEGMENT_MEGABYTES } from './engines/postgres-initialise';

/** How the rehearsal detects, whatever the plan says: nobody waits for minutes to see a rehearsal. */
export const REHEARSED_PROBE = { interval: 1, timeout: 1, failuresToDeclare: 3, inRegionHold: 0 } as const;

/** How the rehearsed PostgreSQL archives: small segments, one a second. */
export const REHEARSED_ARCHIVE = { segmentMegabytes: SEGMENT_MEGABYTES, archiveTimeout: 1 } as const;

export interface Endpoints {
  readonly databases: DatabasePair;
  readonly caches: CachePair | undefined;
  readonly api: Deployment['api'];
}

/** The plan's deployment with everything that has an address moved to this machine, and failing over by itself. */
export function localDeployment(plan: Plan, { databases, caches, api }: Endpoints): Deployment {
  const declared = deploymentOf(plan);
  const { primary, recovery } = declared.orchestratorGroups;
  const [database] = declared.databases;
  if (!database) throw new RangeError('a plan has at least one database');
  const host = '127.0.0.1';
  return {
    ...declared,
    api,
    probe: REHEARSED_PROBE,
    walArchives: declared.walArchives.slice(0, 1).map((archive) => ({ ...archive, ...REHEARSED_ARCHIVE })),
    failover: {
      ...declared.failover,
      mode: 'automatic',
      whenUnfenced: unlessAsked(declared.failover.whenUnfenced),
    },
    databases: [
      {
        ...database,
        applicationRoles: [APPLICATION],
        primary: { ...database.primary, host, port: databases.primary.gate.port(primary) },
        recovery: { ...database.recovery, host, port: databases.standby.gate.port(recovery) },
      },
    ],
    caches: caches ? declared.caches.slice(0, 1) : [],
  };
}

/** There is nobody to ask in a rehearsal. */
const unlessAsked = (whenUnfenced: WhenUnfenced): WhenUnfenced =>
  whenUnfenced === 'stop' ? 'promote' : whenUnfenced;
