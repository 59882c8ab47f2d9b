import { drillPlan, pointsMost } from '../../lib/domain/drill-plan';
import type { Instant } from '../../lib/domain/instant';
import type { PointKind } from '../../lib/domain/recovery-point';
import { restoreChoice } from '../../lib/domain/restore-choice';
import type { Desk, Told } from '../command/desk';
import { heardInWords, readLedger } from '../command/read-ledger';
import { headed, labelled, part } from '../command/screen';

/*
 * Dry runs that no machine is started for: what a restore or a drill chooses is a pure function of what the ledger knows, and
 * the machine asks the same one.
 */

interface Restored {
  readonly store: string;
  readonly region: string;
  readonly to?: string | undefined;
  readonly point?: string | undefined;
  readonly kind?: PointKind | undefined;
}

/** Which recovery point a restore would choose and why, or why none will do. */
export async function triedRestore(desk: Desk, { to: asked, ...request }: Restored): Promise<Told> {
  const { screen, now } = desk;
  const { found: points, heard } = await readLedger(desk, (truth) => truth.recoveryPoints());
  const to: Instant | undefined = asked === 'latest' ? undefined : asked;
  const choice = restoreChoice(points, { ...request, to }, now());
  const would = choice.outcome === 'chosen' ? 'it would restore' : 'it would refuse';
  return {
    lines: [
      ...headed(screen, 'bold', `${request.store} in ${request.region}: ${would}; nothing was changed`),
      ...labelled(screen, ['because', choice.because], {
        style: choice.outcome === 'chosen' ? undefined : 'red',
      }),
      ...(choice.outcome === 'chosen' ? labelled(screen, ['point', choice.point.id]) : []),
      ...labelled(screen, ['ledger', heardInWords(heard)]),
    ],
    data: { dryRun: true, ledger: heard, ...request, to: asked ?? 'latest', choice },
    news: choice.outcome === 'chosen' ? 'fine' : 'bad',
  };
}

/** Which points a drill would restore, which would wait for another one, or why there would be none. */
export async function triedDrill(desk: Desk, region: string): Promise<Told> {
  const { screen, now, plan } = desk;
  const { found, heard } = await readLedger(desk, async (truth) => ({
    role: await truth.role(),
    points: await truth.recoveryPoints(),
  }));
  const { openRun } = found.role;
  const { instanceHoursMost, scratchExpiresAfter } = plan.drill;
  const rules = { region, pointsMost: pointsMost(instanceHoursMost, scratchExpiresAfter) };
  const { chosen, waiting } = drillPlan(found.points, rules, now());
  const would = openRun
    ? `it would refuse while run ${openRun.id} is open`
    : `it would restore ${chosen.length} recovery point${chosen.length === 1 ? '' : 's'}, and remove what it made`;
  const isFine = openRun === undefined && chosen.length > 0;
  return {
    lines: [
      ...headed(
        screen,
        ['bold', isFine ? 'green' : 'red'],
        `drill in ${region}: ${would}; nothing was changed`,
      ),
      ...part(
        screen,
        'Drilled',
        chosen.flatMap(({ point, to }) =>
          labelled(screen, [point.store, `${point.kind} ${point.id}, to ${to ?? 'all that it has'}`]),
        ),
      ),
      ...part(
        screen,
        'Waiting for another drill',
        waiting.flatMap(({ store, kind, because }) => labelled(screen, [store, `${kind}: ${because}`])),
      ),
      ...labelled(screen, ['ledger', heardInWords(heard)]),
    ],
    data: { dryRun: true, ledger: heard, region, openRun, chosen, waiting },
    news: isFine ? 'fine' : 'bad',
  };
}
