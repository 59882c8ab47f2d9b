import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import type { DatabaseEvents } from '../../lib/aws/database-events';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { CacheStandby, DatabaseStandby, Situation } from '../../lib/domain/situation';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { inRegionFailovers } from './in-region-failovers';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'evidence'>;
  readonly databases: Pick<Databases, 'region' | 'instance'>;
  readonly caches: Pick<Caches, 'globalDatastore'>;
  /** What RDS says of the instances of the other region. */
  readonly events: Pick<DatabaseEvents, 'failoversOf'>;
  readonly now: () => Instant;
}

/**
 * State GatherEvidence of `failover` and `switchover`: of the region that it runs in, which is to take over. Changes nothing. AWS not answering about a standby leaves that standby unknown;
 * the ledger not answering fails the task, because without it nobody can tell who is active.
 */
export const gatherEvidence =
  ({ deployment, ledger, databases, caches, events, now }: Deps) =>
  async ({ standbys }: z.output<typeof contract.input>): Promise<Situation> => {
    const place = placeOf(deployment, databases.region);
    const read = 'databases' in standbys ? standbys.databases : [];
    const [role, evidence, databaseStandbys, cacheStandbys, mending] = await Promise.all([
      ledger.role(),
      ledger.evidence(),
      Promise.all(
        deployment.databases.map(async ({ id, [place]: own }): Promise<DatabaseStandby> => {
          const instance = await known(databases.instance(own.instance));
          return {
            ...read.find((standby) => standby.database === id),
            database: id,
            instanceStatus: instance?.status,
            sourceRegion: instance?.replicaSource?.split(':')[3],
          };
        }),
      ),
      Promise.all(
        deployment.caches
          // One that is filled or starts empty needs no standby to be fit.
          .filter(({ onRegionLoss }) => onRegionLoss === 'promote')
          .map(async ({ id, globalDatastore }): Promise<CacheStandby> => {
            const found = await known(caches.globalDatastore(globalDatastore));
            const member = found?.members.find(({ region }) => region === databases.region);
            return { cache: id, memberStatus: member?.status, shards: found?.shards };
          }),
      ),
      inRegionFailovers({ deployment, region: databases.region, events, now }),
    ]);
    return {
      now: now(),
      recoveryRegion: databases.region,
      role,
      evidence,
      databases: databaseStandbys,
      caches: cacheStandbys,
      inRegionFailovers: mending,
    };
  };

const known = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> => answer.catch(() => undefined);
