import type * as z from 'zod';
import type { DatabaseRebuild } from '../../lib/aws/database-rebuild';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { Instant } from '../../lib/domain/instant';
import type { Deployment } from '../../lib/plan/deployment';
import { sidesOf } from '../runtime/sides';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly rebuild: (region: string) => Pick<DatabaseRebuild, 'standing' | 'keepBackups'>;
  readonly now: () => Instant;
}

/**
 * States CheckReplica and CheckReplicaThere of `failback`, retried by the machine for as long as a replica takes. RDS makes
 * one without backups: once it is available these are switched on, so that its promotion finds a backup to build on.
 */
export const checkReplica =
  ({ deployment, rebuild, now }: Deps) =>
  async ({
    region,
    database: id,
  }: z.output<typeof contract.input>): Promise<{ database: string; at: Instant }> => {
    const { database, own } = sidesOf(deployment, id, region);
    const replica = await rebuild(region).standing(own.instance);
    if (!replica) throw new NotReady(`${own.instance} was asked for and cannot be seen yet`);
    const { status, replicaSource, replicationStatus } = replica;
    const hopeless = hopelessBecause(own.instance, status);
    if (hopeless) throw new TerminalState(hopeless);
    if (!replicaSource)
      throw new TerminalState(`${own.instance} is no replica any more; somebody has promoted it`);
    if (replicationStatus === 'terminated') {
      throw new TerminalState(
        `${own.instance} has stopped replicating for good; delete it and start this run again`,
      );
    }
    if (status !== 'available') throw new NotReady(`${own.instance} is ${status}, expected available`);
    if (replicationStatus !== 'replicating') {
      throw new NotReady(
        `${own.instance} is ${replicationStatus ?? 'not replicating yet'}, expected replicating`,
      );
    }
    if (replica.backupRetentionDays === 0) {
      const backups = { retentionDays: database.backupRetentionDays, window: database.backupWindow };
      await rebuild(region).keepBackups(own.instance, backups);
      throw new NotReady(`${own.instance} replicates, and its backups are being switched on`);
    }
    return { database: id, at: now() };
  };
