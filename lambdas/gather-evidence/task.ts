import type * as z from 'zod';
import type { Caches } from '../../lib/aws/caches';
import type { Databases } from '../../lib/aws/databases';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { CacheStandby, DatabaseStandby, Situation } from '../../lib/domain/situation';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'evidence'>;
  readonly databases: Pick<Databases, 'instance'>;
  readonly caches: Pick<Caches, 'globalDatastore'>;
  readonly now: () => Instant;
}

/**
 * State GatherEvidence of `failover`. Changes nothing. AWS not answering about a standby leaves that standby unknown;
 * the ledger not answering fails the task, because without it nobody can tell who is active.
 */
export const gatherEvidence =
  ({ deployment, ledger, databases, caches, now }: Deps) =>
  async ({ standbys }: z.output<typeof contract.input>): Promise<Situation> => {
    const read = 'databases' in standbys ? standbys.databases : [];
    const [role, evidence, databaseStandbys, cacheStandbys] = await Promise.all([
      ledger.role(),
      ledger.evidence(),
      Promise.all(
        deployment.databases.map(async ({ id, recovery }): Promise<DatabaseStandby> => {
          const instance = await known(databases.instance(recovery.instance));
          return {
            ...read.find((standby) => standby.database === id),
            database: id,
            instanceStatus: instance?.status,
          };
        }),
      ),
      Promise.all(
        deployment.caches
          // One that is filled or starts empty needs no standby to be fit.
          .filter(({ onRegionLoss }) => onRegionLoss === 'promote')
          .map(async ({ id, globalDatastore }): Promise<CacheStandby> => {
            const found = await known(caches.globalDatastore(globalDatastore));
            const member = found?.members.find(({ region }) => region === deployment.regions.recovery);
            return { cache: id, memberStatus: member?.status };
          }),
      ),
    ]);
    return {
      now: now(),
      recoveryRegion: deployment.regions.recovery,
      role,
      evidence,
      databases: databaseStandbys,
      caches: cacheStandbys,
    };
  };

const known = <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> => answer.catch(() => undefined);
