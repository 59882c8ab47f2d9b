import { recordHeartbeats } from '../../lambdas/record-heartbeats/task';
import { writeHeartbeatRows } from '../../lambdas/write-heartbeat/task';
import type { HeartbeatSighting } from '../../lib/domain/heartbeats';
import type { Instant } from '../../lib/domain/instant';
import type { ModelledWorld } from './modelled-world';

/** One round of `heartbeat` in a region: what its functions see inside the VPC, and what they tell of it outside. */
export async function beatOnce(world: ModelledWorld, region: string, actor: string): Promise<void> {
  const { now } = world;
  const roles = world.deployment.databases.flatMap(({ applicationRoles }) => applicationRoles);
  const side = world.side(region);
  const own = world.wired(actor, region, region, {
    write: async () => {
      if (!side.takesWrites) return undefined;
      const logins = { closed: side.rolesOpen ? [] : roles };
      return { epoch: 1, writtenAt: now(), firstXid: '1', firstLsn: '0/1', logins };
    },
    read: async () => world.standby(),
  });
  const { role } = world.ledgerOf(actor, region);
  const tasks = world.tamper(
    {
      WriteHeartbeat: writeHeartbeatRows({ databases: ['main'], ...own, now }),
      RecordHeartbeats: recordHeartbeats({
        region,
        ledger: { role, writeHeartbeats: async () => undefined },
        measure: (name, value) => {
          if (name === 'ApplicationKeptOut' && value > 0) world.toldClosed.add(region);
        },
      }),
    },
    actor,
  );
  const seen = (await tasks.WriteHeartbeat?.({} as never)) as {
    readonly at: Instant;
    readonly seen: readonly HeartbeatSighting[];
  };
  await tasks.RecordHeartbeats?.(seen as never);
}
