import { withRunbookLinks } from '../../lib/domain/runbook-link';
import type { Desk, Told } from '../command/desk';
import { LedgerUnheard, readLedger } from '../command/read-ledger';
import { headed, labelled } from '../command/screen';
import { type Finding, findingsOf, unknown } from '../doctor/finding';
import { looksAtCaches } from '../doctor/look-at-caches';
import { looksAtDatabases } from '../doctor/look-at-databases';
import { looksAtDeployed } from '../doctor/look-at-deployed';
import { looksAtKeys } from '../doctor/look-at-keys';
import { looksAtLedger, looksAtSchedules } from '../doctor/look-at-ledger';
import { looksAtNetworks } from '../doctor/look-at-networks';
import { looksAtRegions } from '../doctor/look-at-regions';

/** As they are told: what is wrong first, and what is fine last. */
const STYLES = { bad: 'red', unknown: 'yellow', fine: 'green' } as const;
const STATES = Object.keys(STYLES) as Finding['state'][];

/**
 * `firebackup doctor`: whether AWS is as the plan expects it, as far as that can be read. Changes nothing.
 *
 * @throws {LedgerUnheard} where nothing at all gives an answer: three dozen unknowns would say it no better
 */
export async function doctor(desk: Desk): Promise<Told> {
  const role = await readLedger(desk, (truth) => truth.role()).then(
    ({ found }) => found,
    (error: Error) => {
      if (error.name !== 'LedgerUnheard' && error.name !== 'NotFound') throw error;
      return error;
    },
  );
  const activeRegion = role instanceof Error ? desk.plan.regions.primary : role.activeRegion;
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
  const found = (await Promise.all(looks.map(findingsOf))).flat();
  if (role instanceof LedgerUnheard && found.every(({ state }) => state === 'unknown')) throw role;
  const findings = [...found, ...NOT_LOOKED_AT].map((one) => ({
    ...one,
    next: one.next && withRunbookLinks(one.next, desk.plan),
  }));
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const { screen } = desk;
  return {
    lines: [
      ...headed(
        screen,
        ['bold', STYLES[STATES.find((state) => found.some((one) => one.state === state)) ?? 'unknown']],
        `${count('fine')} fine, ${count('bad')} wrong, ${count('unknown')} unknown; with ${activeRegion} active`,
      ),
      ...STATES.flatMap((state) => findings.filter((one) => one.state === state)).flatMap(
        ({ state, what, found: seen, next }) => [
          ...labelled(screen, [state, `${what}: ${seen}`], { width: 9, style: STYLES[state] }),
          ...(next && state !== 'fine' ? labelled(screen, ['', next], { width: 9 }) : []),
        ],
      ),
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
