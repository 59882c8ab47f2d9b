import type { DocumentedPlace } from './documented-deployment';
import { blocks, typed } from './markdown';
import { aws, quoted, scaleUp } from './runbook-commands';
import { capacityOf, directionOf, ledgerOf, type RunbookFacts } from './runbook-facts';
import { closeRole, moveRole } from './runbook-ledger';

/**
 * What follows every promotion: the API, the role and with it the traffic, the workers, and the settings.
 *
 * @param afterRole steps that wait for the role to have moved
 */
export function arrivalByHand(facts: RunbookFacts, afterRole: readonly string[] = []): readonly string[] {
  const { deployment } = facts;
  const { from, to } = directionOf(facts);
  const target = deployment.regions[to];
  return [
    sized(facts, 'api', `Bring up the API in ${target} to the size that ${deployment.regions[from]} had.`),
    blocks(
      `**Move the role.** From then on \`GET /role\` answers 200 in ${target}, the health check flips, and the public name leads there by itself.`,
      typed(...moveRole(target, ledgerOf(facts), target)),
      'If nothing answers `GET /role` there either: point the public name at that region by hand.',
    ),
    ...afterRole,
    sized(
      facts,
      'workers',
      'Only now the workers: before, they would have worked on a database that takes no writes.',
    ),
    blocks(
      'Confirm from outside: it answers, and it is that region which answers.',
      typed(
        `curl -sS -m 10 ${quoted(deployment.api.publicUrl)}`,
        `curl -sS -m 10 ${quoted(deployment.api[`${to}Url`])}`,
      ),
    ),
    blocks(
      'Keep the databases as the plan says. Nothing waits for this.',
      typed(...settingsByHand(facts, to)),
    ),
    blocks('Close the run: from now on others may act.', typed(closeRole(target, ledgerOf(facts)))),
    'Write down: who, when, which fence held and which did not, what is unfenced, both epochs, the numbers from the promotion. The old side stays as it is: rows that only it has are the lost writes.',
  ];
}

function sized(facts: RunbookFacts, component: 'api' | 'workers', said: string): string {
  const { deployment } = facts;
  const { from, to } = directionOf(facts);
  const own = deployment.compute?.[to];
  if (!own) return `${said} The plan names no compute: do it as you deploy it.`;
  const commands = scaleUp(component, deployment.regions[to], { own, recorded: capacityOf(facts, from) });
  return commands.length > 0 ? blocks(said, typed(...commands)) : `${said} The plan names none.`;
}

const settingsByHand = ({ deployment }: RunbookFacts, to: DocumentedPlace): readonly string[] =>
  deployment.databases.map((one) =>
    aws('rds modify-db-instance', deployment.regions[to], {
      'db-instance-identifier': one[to].instance,
      [one.multiAz ? 'multi-az' : 'no-multi-az']: true,
      'backup-retention-period': one.backupRetentionDays,
      'preferred-backup-window': one.backupWindow,
      'db-parameter-group-name': one[to].parameterGroup,
      'deletion-protection': true,
      'apply-immediately': true,
    }),
  );
