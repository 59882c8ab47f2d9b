import { ageInWords } from './duration-in-words';
import { type FailoverRules, ledgerObjections } from './failover-objections';
import { secondsBetween } from './instant';
import { never, type Objection, unlessApproved } from './objection';
import type { CacheStandby, DatabaseStandby, Situation } from './situation';
import { staleAfterSeconds } from './verdict';

export interface SwitchoverRules extends FailoverRules {
  /** Databases of which the plan names no role that the application logs in as: nobody could block its writes. */
  readonly databasesWithoutRoles: readonly string[];
}

/**
 * What a standby may have left to replay before the application's writes are blocked: at a slow 10 MB/s that is 7 s of the
 * minute that AwaitReplay has, and the write gap gets as long.
 */
const REPLAY_LEFT_MOST_BYTES = 64 * 1024 * 1024;

/** Every reason against a switchover, most fundamental first. */
export const objectionsToSwitchover = (
  situation: Situation,
  rules: SwitchoverRules,
): readonly Objection[] => [
  ...ledgerObjections(situation, rules, 'switchover'),
  ...blockingObjections(rules),
  ...aliveObjections(situation, rules),
  ...standbyObjections(situation),
  ...cacheObjections(situation),
];

function blockingObjections({ databasesWithoutRoles }: SwitchoverRules): Objection[] {
  return databasesWithoutRoles.map((database) =>
    never(
      'writes-unblockable',
      `databases[].applicationRoles of ${database} names no role: without one the application's writes cannot be blocked`,
    ),
  );
}

/** A switchover is for a primary that lives: of a dead one nobody can say where its writes ended. */
function aliveObjections({ databases, now }: Situation, { detection }: SwitchoverRules): Objection[] {
  return databases.flatMap(({ database, lastHeartbeatAt }) => {
    if (lastHeartbeatAt === undefined) {
      return never(
        'not-alive',
        `whether the primary of ${database} lives is unknown: no heartbeat was replayed`,
      );
    }
    const age = secondsBetween(lastHeartbeatAt, now);
    if (age <= staleAfterSeconds(detection)) return [];
    return never(
      'not-alive',
      `the last heartbeat that the standby of ${database} replayed is ${ageInWords(age)} old: its primary is dead or does ` +
        'not replicate, and losing nothing takes one that does',
    );
  });
}

function standbyObjections({ databases, role }: Situation): Objection[] {
  if (databases.length === 0)
    return [never('standby-status', 'no database standby is known in the region that is to take over')];
  return databases.flatMap((standby) => [
    ...statusObjections(standby),
    ...sourceObjections(standby, role.activeRegion),
    ...replayObjections(standby),
  ]);
}

function statusObjections({ database, instanceStatus, inRecovery }: DatabaseStandby): Objection[] {
  const status =
    instanceStatus === 'available'
      ? []
      : [
          never(
            'standby-status',
            `the standby of ${database} is ${instanceStatus ?? 'unknown'}, expected available`,
          ),
        ];
  if (inRecovery === true) return status;
  const because =
    inRecovery === false
      ? never('standby-writable', `the standby of ${database} is not a standby: it takes writes`)
      : never('standby-unread', `whether the standby of ${database} replays is unknown`);
  return [...status, because];
}

function sourceObjections({ database, sourceRegion }: DatabaseStandby, activeRegion: string): Objection[] {
  if (sourceRegion === activeRegion) return [];
  return [
    never(
      'replica-of-another',
      `the standby of ${database} replicates from ${sourceRegion ?? 'nowhere'}, expected ${activeRegion}`,
    ),
  ];
}

function replayObjections({ database, replayLagBytes }: DatabaseStandby): Objection[] {
  if (replayLagBytes === undefined) {
    return [never('replay-unknown', `how far the standby of ${database} has replayed is unknown`)];
  }
  if (replayLagBytes <= REPLAY_LEFT_MOST_BYTES) return [];
  const because =
    `the standby of ${database} has ${replayLagBytes} received bytes left to replay, expected at most ` +
    `${REPLAY_LEFT_MOST_BYTES}: writes would be blocked for long, and perhaps for nothing`;
  return [unlessApproved('replay-behind', because)];
}

function cacheObjections({ caches }: Situation): Objection[] {
  return caches.flatMap((standby) => [...memberObjections(standby), ...shardObjections(standby)]);
}

function memberObjections({ cache, memberStatus }: CacheStandby): Objection[] {
  if (memberStatus === 'associated') return [];
  const because = `the standby of ${cache} is ${memberStatus ?? 'unknown'}, expected associated`;
  return [unlessApproved('cache-standby', because)];
}

/** How many there are may be unknown here; LocateCaches counts again before anything is held. */
function shardObjections({ cache, shards = 1 }: CacheStandby): Objection[] {
  if (shards <= 1) return [];
  const because = `${cache} has ${shards} shards, expected one: writes to several cannot be held back at one moment`;
  return [never('cache-shards', because)];
}
