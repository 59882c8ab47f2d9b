import { blocks, bullets, table, typed } from './markdown';
import { RDS_ROOTS } from './runbook-commands';
import { directionOf, type RunbookFacts } from './runbook-facts';
import { failbackByHand } from './runbook-failback';
import { pointsTable, restoreByHand } from './runbook-restore';
import { switchoverByHand } from './runbook-switchover';
import { takeoverByHand } from './runbook-takeover';

/** Under this name in the backup bucket of each serving region. */
export const runbookKey = ({ name }: { readonly name: string }): string => `${RUNBOOK_PREFIX}${name}.md`;
export const RUNBOOK_PREFIX = 'runbook/';

/**
 * The runbook for the day on which no machine runs: what stands where as it was when it was written, and every step that the
 * machines take, in their order and with their checks, as commands with the names of this deployment.
 */
export const runbookDocument = (facts: RunbookFacts): string =>
  `${blocks(
    `# ${facts.deployment.name}: by hand`,
    `Written ${facts.at} in ${facts.region}. **Only for when Step Functions or Lambda give no answer there**: otherwise start the machines, which do the same and are faster. It is written anew every day; what the ledger says now counts more than what stands here.`,
    '## As it was',
    standing(facts),
    '## Who has to know',
    `${facts.notify}: before the first change, at every promotion, and at the end.`,
    '## Before you connect',
    'Every `psql` below needs RDS’ root certificates beside it, which no system has by itself, and a user that may alter the application’s roles.',
    typed(
      `curl -sSfO https://truststore.pki.rds.amazonaws.com/global/${RDS_ROOTS}  # keep a copy: this too may be out of reach`,
      "export PGUSER='your user' PGPASSWORD='…'",
    ),
    '## What could be recovered from',
    pointsTable(facts.points),
    takeoverByHand(facts),
    switchoverByHand(facts),
    failbackByHand(facts.deployment),
    restoreByHand(facts),
    '## Never',
    bullets([
      'Promote beside a run that is open, or a second time because the first answer never came: describe first.',
      'Let two regions take writes: no fence, no promotion, unless somebody wrote down that the old side is unfenced.',
      'Undo anything after a promotion was accepted. The way back is a failback.',
      'Delete an old primary, a snapshot or a file today.',
      'Edit Route 53’s records while the health check still follows the role.',
    ]),
  )}\n`;

function standing(facts: RunbookFacts): string {
  const { role, deployment, capacities } = facts;
  const { to } = directionOf(facts);
  return blocks(
    bullets([
      `Active region: ${role.activeRegion}, epoch ${role.epoch}, ledger version ${role.version}. A failover goes to ${deployment.regions[to]}.`,
      role.openRun
        ? `**Run ${role.openRun.id} to ${role.openRun.to} is open** since ${role.openRun.openedAt}.`
        : 'No run is open.',
      role.pausedBy ? `Paused by ${role.pausedBy}.` : 'Not paused.',
      role.lastChange
        ? `The role moved last at ${role.lastChange.at}, by run ${role.lastChange.run}.`
        : 'The role has never moved.',
      `Ledger: table ${facts.ledgerTable}, the same in ${Object.values(deployment.regions).join(', ')}.`,
      `Backups: ${facts.buckets.primary} and ${facts.buckets.recovery}.`,
    ]),
    table(
      ['region', 'service', 'component', 'wanted', 'seen'],
      capacities.flatMap(({ region, at, services }) =>
        services.map((one) => [region, one.service, one.component, String(one.desired), at]),
      ),
      'No sizes of services are recorded.',
    ),
  );
}
