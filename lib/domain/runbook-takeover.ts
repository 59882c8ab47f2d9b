import { blocks, bullets, steps, typed } from './markdown';
import { arrivalByHand } from './runbook-arrival';
import { connectTo, describeInstance, quoted } from './runbook-commands';
import { directionOf, ledgerOf, type RunbookFacts } from './runbook-facts';
import { fenceByHand, fenceCacheByHand, unfencedByHand } from './runbook-fencing';
import { claimRole, markPromoting, readRole } from './runbook-ledger';
import { promoteByHand, promoteCacheByHand } from './runbook-promotion';

/** A failover by hand: the machine's steps in the machine's order. */
export function takeoverByHand(facts: RunbookFacts): string {
  const { deployment } = facts;
  const { from, to } = directionOf(facts);
  const [left, target] = [deployment.regions[from], deployment.regions[to]];
  return blocks(
    `## Failover from ${left} to ${target}`,
    `For when ${left} is lost. If it lives, switch over instead: nothing is lost then.`,
    steps([
      roleByHand(facts),
      blocks(
        'Is it lost, and is the standby fit? Any of these says **no**:',
        bullets([
          `${deployment.api[`${from}Url`]} answers from a network that is not in ${left}.`,
          'A heartbeat of the last minute on the standby: replicating means not dead.',
          'The standby is not `available`, or has WAL left to replay.',
          `Newer heartbeats are missing than your RPO allows: what was written since is lost.`,
        ]),
        typed(
          `curl -sS -m 10 ${quoted(deployment.api[`${from}Url`])}`,
          ...deployment.databases.flatMap((one) => [
            describeInstance(target, one[to].instance),
            `${connectTo(one[to], one.databaseName)} -c 'SELECT written_at, now() - written_at AS age, pg_is_in_recovery(), pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) AS left_to_replay FROM firebackup.heartbeat'`,
          ]),
        ),
      ),
      claimByHand(facts, 'failover'),
      blocks(
        `**Fence ${left}** before anything is promoted.`,
        ...deployment.databases.map((one) => fenceByHand(one, from, left)),
        deployment.caches.length > 0
          ? typed(...deployment.caches.map((one) => fenceCacheByHand(one, from, left)))
          : undefined,
        unfencedByHand(deployment.failover.whenUnfenced),
      ),
      promotionsByHand(facts),
      ...arrivalByHand(facts),
    ]),
  );
}

/** What the ledger says now, and that nobody else acts. */
export function roleByHand(facts: RunbookFacts): string {
  const { deployment, role } = facts;
  const { to } = directionOf(facts);
  return blocks(
    'Read the ledger, and note `epoch` and `version`.',
    typed(
      readRole(deployment.regions[to], ledgerOf(facts)),
      `${readRole(deployment.regions.witness, ledgerOf(facts))}  # if that gives no answer`,
    ),
    bullets([
      `\`activeRegion\` is not ${role.activeRegion}: this document is of another time. Stop, and take the one in the other bucket, or turn the regions round.`,
      '`openRun` is there: a run stands still. Let it go on if its machine comes back; else remove `openRun` and `lease`, on the condition that it is still that `id`, and begin where it stopped: with `promotingSince` it has asked for promotions, so look what is promoted.',
      '`pausedBy` is there: somebody does not want this. Talk to them.',
    ]),
  );
}

/** One person acts. Without this the guard of the target would fence what is promoted there before the role moves. */
export function claimByHand(facts: RunbookFacts, workflow: 'failover' | 'switchover'): string {
  const { regions } = facts.deployment;
  const { from, to } = directionOf(facts);
  return blocks(
    '**Open the run**, in the shell that you go on in. Refused: somebody was faster, read again. No answer from the ledger in any region: stop, unless you know that no guard and no machine runs.',
    typed(...claimRole(regions[to], ledgerOf(facts), { workflow, from: regions[from], to: regions[to] })),
  );
}

/** The point of no return, and everything that is promoted at it. */
export function promotionsByHand(facts: RunbookFacts): string {
  const { deployment } = facts;
  const { to } = directionOf(facts);
  return blocks(
    '**Promote.** Databases and caches at the same time.',
    typed(...markPromoting(deployment.regions[to], ledgerOf(facts))),
    ...deployment.databases.map((one) => promoteByHand(facts, one)),
    ...deployment.caches.map((one) => promoteCacheByHand(facts, one)),
  );
}
