import type { FailoverRules } from './failover-objections';
import { never, type Objection, unlessApproved } from './objection';
import { expectedLossSeconds, type Situation } from './situation';

export function fitnessObjections({ databases, caches }: Situation): Objection[] {
  const objections: Objection[] = [];
  if (databases.length === 0)
    objections.push(never('standby-status', 'no database standby is known in the recovery region'));
  for (const { database, instanceStatus, inRecovery, replayLagBytes } of databases) {
    if (instanceStatus !== 'available') {
      objections.push(
        never(
          'standby-status',
          `the standby of ${database} is ${instanceStatus ?? 'unknown'}, expected available`,
        ),
      );
    }
    if (inRecovery === false)
      objections.push(
        never('standby-writable', `the standby of ${database} is not a standby: it takes writes`),
      );
    if (inRecovery === undefined)
      objections.push(never('standby-unread', `whether the standby of ${database} replays is unknown`));
    if (replayLagBytes === undefined) {
      objections.push(
        unlessApproved('replay-unknown', `how far the standby of ${database} has replayed is unknown`),
      );
    } else if (replayLagBytes > 0) {
      objections.push(
        unlessApproved(
          'replay-behind',
          `the standby of ${database} has ${replayLagBytes} received bytes left to replay`,
        ),
      );
    }
  }
  for (const { cache, memberStatus } of caches) {
    if (memberStatus !== 'associated') {
      objections.push(
        unlessApproved(
          'cache-standby',
          `the standby of ${cache} is ${memberStatus ?? 'unknown'}, expected associated`,
        ),
      );
    }
  }
  return objections;
}

export function lossObjections(situation: Situation, { rpoSeconds }: FailoverRules): Objection[] {
  const loss = expectedLossSeconds(situation);
  if (loss === undefined)
    return [unlessApproved('loss-unknown', 'the expected loss is unknown: no replayed heartbeat')];
  if (loss <= rpoSeconds) return [];
  return [
    unlessApproved(
      'loss-over-rpo',
      `promoting now may lose ${loss.toFixed(1)} s of writes, over the objective of ${rpoSeconds} s`,
    ),
  ];
}
