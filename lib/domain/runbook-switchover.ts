import type { DocumentedDatabase } from './documented-deployment';
import { blocks, sql, steps, typed } from './markdown';
import { arrivalByHand } from './runbook-arrival';
import { aws, connectTo, scaleService } from './runbook-commands';
import { directionOf, ledgerOf, type RunbookFacts } from './runbook-facts';
import { fenceByHand } from './runbook-fencing';
import { closeRole } from './runbook-ledger';
import { claimByHand, promotionsByHand, roleByHand } from './runbook-takeover';

/** A switchover by hand: nothing is lost, and until the first promotion everything can be undone. */
export function switchoverByHand(facts: RunbookFacts): string {
  const { deployment } = facts;
  const { from, to } = directionOf(facts);
  const [left, target] = [deployment.regions[from], deployment.regions[to]];
  return blocks(
    `## Switchover from ${left} to ${target}`,
    'For when both live. Without a loss, and with a gap in which nobody can write.',
    steps([
      roleByHand(facts),
      claimByHand(facts, 'switchover'),
      quiesced(facts),
      blocks(
        `**Block the application's writes in ${left}**, then read the position. In this order: the position counts only when nobody can write any more.`,
        ...deployment.databases.map((one) => blocked(facts, one)),
      ),
      blocks(
        `**Wait in ${target}** until each database has replayed to that position. A minute is long: then undo, and look why it lags.`,
        ...deployment.databases.map((one) =>
          blocks(
            typed(connectTo(one[to], one.databaseName)),
            sql(`SELECT pg_last_wal_replay_lsn() >= 'the position of ${one.id}'::pg_lsn;`),
          ),
        ),
        'To **undo**, before anything is promoted, and never after it; then start the workers again:',
        ...deployment.databases.map((one) => released(facts, one)),
        typed(closeRole(target, ledgerOf(facts))),
      ),
      promotionsByHand(facts),
      ...arrivalByHand(facts, [
        blocks(
          `**Fence ${left}**, so that nobody who missed the move writes there.`,
          ...deployment.databases.map((one) => fenceByHand(one, from, left)),
        ),
      ]),
    ]),
  );
}

function quiesced({ deployment, role }: RunbookFacts): string {
  const { from } = directionOf({ deployment, role });
  const own = deployment.compute?.[from];
  const workers = own?.services.filter(({ component }) => component === 'workers') ?? [];
  if (!own || workers.length === 0)
    return 'Stop your workers, and wait until the last one has ended its job.';
  const region = deployment.regions[from];
  return blocks(
    'Stop the workers, and wait until none runs.',
    typed(
      ...workers.map(({ service }) => scaleService(region, own.cluster, service, 0)),
      aws('ecs wait services-stable', region, {
        cluster: own.cluster,
        services: workers.map(({ service }) => service),
      }),
    ),
  );
}

function blocked({ deployment, role }: RunbookFacts, database: DocumentedDatabase): string {
  const { from } = directionOf({ deployment, role });
  const { id, applicationRoles, databaseName } = database;
  if (applicationRoles.length === 0) {
    return `Database \`${id}\`: the plan names no \`applicationRoles\`. Stop everything that writes to it, then read \`SELECT pg_current_wal_flush_lsn();\`.`;
  }
  const roles = applicationRoles.map((one) => `'${one}'`).join(', ');
  return blocks(
    `Database \`${id}\`:`,
    typed(connectTo(database[from], databaseName)),
    sql(
      ...applicationRoles.map((one) => `ALTER ROLE "${one}" NOLOGIN;`),
      `SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE usename IN (${roles});`,
      'UPDATE firebackup.heartbeat SET written_at = clock_timestamp(), lsn = pg_current_wal_lsn();',
      `SELECT count(*) AS must_be_0, pg_current_wal_flush_lsn() AS position FROM pg_stat_activity WHERE usename IN (${roles});`,
    ),
  );
}

function released({ deployment, role }: RunbookFacts, database: DocumentedDatabase): string {
  const { from } = directionOf({ deployment, role });
  if (database.applicationRoles.length === 0)
    return `Database \`${database.id}\`: start again what you stopped.`;
  return blocks(
    typed(connectTo(database[from], database.databaseName)),
    sql(...database.applicationRoles.map((one) => `ALTER ROLE "${one}" LOGIN;`)),
  );
}
