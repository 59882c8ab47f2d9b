import { aws } from './runbook-commands';

export interface LedgerName {
  readonly table: string;
  /** Of the deployment. */
  readonly name: string;
}

/** What a person writes into the ledger is a run like a machine's: others are refused beside it, and guards know whom to fence. */
const RUN = 'by-hand';

const keyOf = ({ name }: LedgerName): string =>
  JSON.stringify({ deployment: { S: name }, item: { S: 'role' } });

/** The role as it is now, from any region that still answers. */
export const readRole = (region: string, ledger: LedgerName): string =>
  aws('dynamodb get-item', region, {
    'table-name': ledger.table,
    key: keyOf(ledger),
    'consistent-read': true,
  });

/** Opens the run, only on top of what was read and while no other is open. */
export const claimRole = (
  region: string,
  ledger: LedgerName,
  {
    workflow,
    from,
    to,
  }: { readonly workflow: 'failover' | 'switchover'; readonly from: string; readonly to: string },
): readonly string[] => [
  'EPOCH=…    # as read; 1 where there is no item at all',
  'VERSION=…  # as read; 0 likewise',
  NOW,
  updateRole(region, ledger, {
    update: 'SET activeRegion = :from, epoch = :epoch, openRun = :run ADD #v :one',
    condition: '(attribute_not_exists(#v) OR #v = :read) AND attribute_not_exists(openRun)',
    values: {
      ':from': { S: from },
      ':epoch': { N: '$EPOCH' },
      ':read': { N: '$VERSION' },
      ':run': {
        M: {
          id: { S: RUN },
          workflow: { S: workflow },
          from: { S: from },
          to: { S: to },
          epoch: { N: '$EPOCH' },
          openedAt: { S: '$NOW' },
        },
      },
    },
  }),
];

/** From here on the run cannot be given up. */
export const markPromoting = (region: string, ledger: LedgerName): readonly string[] => [
  NOW,
  updateRole(region, ledger, {
    update: 'SET openRun.promotingSince = :now ADD #v :one',
    condition: 'openRun.id = :id',
    values: { ':now': { S: '$NOW' }, ':id': { S: RUN } },
  }),
];

/** Makes the region the active one, once. */
export const moveRole = (region: string, ledger: LedgerName, to: string): readonly string[] => [
  NOW,
  updateRole(region, ledger, {
    update: 'SET activeRegion = :to, epoch = epoch + :one, lastChange = :change ADD #v :one',
    condition: 'openRun.id = :id AND epoch = :epoch',
    values: {
      ':to': { S: to },
      ':id': { S: RUN },
      ':epoch': { N: '$EPOCH' },
      ':change': { M: { run: { S: RUN }, at: { S: '$NOW' } } },
    },
  }),
];

/** Ends the run, moved or given up. */
export const closeRole = (region: string, ledger: LedgerName): string =>
  updateRole(region, ledger, {
    update: 'REMOVE openRun ADD #v :one',
    condition: 'openRun.id = :id',
    values: { ':id': { S: RUN } },
  });

const NOW = 'NOW=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)';

function updateRole(
  region: string,
  ledger: LedgerName,
  {
    update,
    condition,
    values,
  }: { readonly update: string; readonly condition: string; readonly values: object },
): string {
  const command = aws('dynamodb update-item', region, {
    'table-name': ledger.table,
    key: keyOf(ledger),
    'update-expression': update,
    'condition-expression': condition,
    'expression-attribute-names': JSON.stringify({ '#v': 'version' }),
  });
  return `${command} --expression-attribute-values ${filledIn({ ...values, ':one': { N: '1' } })}`;
}

/** JSON whose variables the shell fills in. */
const filledIn = (values: object): string => `"${JSON.stringify(values).replaceAll(/["\\`]/g, '\\$&')}"`;
