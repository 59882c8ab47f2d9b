import type { DatabaseRebuild, StandingInstance } from '../../lib/aws/database-rebuild';
import type { Ledger } from '../../lib/aws/ledger';
import { FailbackBlocked, NotReady } from '../../lib/domain/errors';
import { mustFenceBecause } from '../../lib/domain/role';
import { type Deployment, databaseOf, otherRegion, placeOf } from '../../lib/plan/deployment';

/** What the plan says of a database on the side that is rebuilt, and on the one that it is rebuilt from. */
export function sidesOf(deployment: Deployment, id: string, region: string) {
  const database = databaseOf(deployment, id);
  const sourceRegion = otherRegion(deployment, region);
  const place = placeOf(deployment, region);
  return {
    database,
    place,
    own: database[place],
    source: database[placeOf(deployment, sourceRegion)],
    sourceRegion,
  };
}

/** Just before anything is renamed, built or deleted in a region. @throws {FailbackBlocked} for one that may serve */
export async function demandThatItServesNobody(ledger: Pick<Ledger, 'role'>, region: string): Promise<void> {
  const role = await ledger.role();
  if (mustFenceBecause(role, region)) return;
  const state = role.openRun
    ? `run ${role.openRun.id} is making it active`
    : `it is active in epoch ${role.epoch}`;
  throw new FailbackBlocked(`nothing is put aside or rebuilt in ${region}: ${state}`);
}

/** The instance that a replica is made of. @throws {FailbackBlocked} where none takes writes {NotReady} while it has no backups */
export async function sourceIn(
  rebuild: Pick<DatabaseRebuild, 'standing'>,
  instance: string,
): Promise<StandingInstance> {
  const source = await rebuild.standing(instance);
  if (!source) throw new FailbackBlocked(`${instance} is gone, and with it what a replica would be made of`);
  if (source.replicaSource) {
    throw new FailbackBlocked(
      `${instance} is itself a replica of ${source.replicaSource}; expected the active side`,
    );
  }
  if (source.backupRetentionDays === 0) {
    throw new NotReady(
      `${instance} keeps no backups, and RDS makes no replica of such an instance; switch them on`,
    );
  }
  return source;
}
