import { withRunbookLinks } from '../../lib/domain/runbook-link';
import type { Desk, Told } from '../command/desk';
import { readLedger } from '../command/read-ledger';
import { headed, labelled } from '../command/screen';
import { type Finding, findingsOf, unknown } from '../doctor/finding';
import { looksAtCaches } from '../doctor/look-at-caches';
import { looksAtDatabases } from '../doctor/look-at-databases';
import { looksAtDeployed } from '../doctor/look-at-deployed';
import { looksAtKeys } from '../doctor/look-at-keys';
import { looksAtLedger, looksAtSchedules } from '../doctor/look-at-ledger';
import { looksAtNetworks } from '../doctor/look-at-networks';
import { looksAtRegions } from '../doctor/look-at-regions';

const STYLES = { fine: 'green', bad: 'red', unknown: 'yellow' } as const;

/** `firebackup doctor`: whether AWS is as the plan expects it, as far as that can be read. Changes nothing. */
export async function doctor(desk: Desk): Promise<Told> {
  const activeRegion = await readLedger(desk, (truth) => truth.role()).then(
    ({ found }) => found.activeRegion,
    (error: Error) => {
      if (error.name !== 'LedgerUnheard' && error.name !== 'NotFound') throw error;
      return desk.plan.regions.primary;
    },
  );
  const looks = [
    ...looksAtLedger(desk),
    ...looksAtDatabases(desk, activeRegion),
    ...looksAtCaches(desk, activeRegion),
    ...looksAtKeys(desk),
    ...looksAtNetworks(desk),
    ...looksAtRegions(desk),
    ...looksAtDeployed(desk),
    ...looksAtSchedules(desk),
  ];
  const found = await Promise.all(looks.map(findingsOf));
  const findings = [...found.flat(), ...NOT_LOOKED_AT].map((one) => ({
    ...one,
    next: one.next && withRunbookLinks(one.next, desk.plan),
  }));
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const { screen } = desk;
  return {
    lines: [
      ...headed(
        screen,
        ['bold', count('bad') > 0 ? 'red' : 'green'],
        `${count('fine')} fine, ${count('bad')} wrong, ${count('unknown')} unknown; with ${activeRegion} active`,
      ),
      ...findings.flatMap(({ state, what, found: seen, next }) => [
        ...labelled(screen, [state, `${what}: ${seen}`], { width: 9, style: STYLES[state] }),
        ...(next && state !== 'fine' ? labelled(screen, ['', next], { width: 9 }) : []),
      ]),
    ],
    data: { activeRegion, findings },
    news: count('bad') > 0 ? 'bad' : 'fine',
  };
}

/** What no read call of these clients tells. Said, so that nobody takes the rest for everything. */
const NOT_LOOKED_AT: readonly Finding[] = [
  unknown(
    'grants in the databases',
    'nobody logs in from here',
    'statemachines/README.md#switchover has them',
  ),
  unknown(
    'permissions of functions',
    'their policies are not evaluated',
    'firebackup failover --dry-run, and firebackup drill, use them',
  ),
];
