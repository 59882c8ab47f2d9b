import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { RestoreBlocked } from '../../lib/domain/errors';
import { type Instant, secondsAfter } from '../../lib/domain/instant';
import { restoreChoice } from '../../lib/domain/restore-choice';
import { engineOf, type RestoreEngine, type RestoreOrder } from '../../lib/domain/restore-order';
import { RESTORE_LIMIT_SECONDS, type RestoreRecord } from '../../lib/domain/restore-record';
import { restoreTarget } from '../../lib/domain/restore-target';
import type { Deployment } from '../../lib/plan/deployment';
import { liveNames } from '../../lib/plan/live-names';
import { hashOf } from '../runtime/hash-of';
import type { contract } from './contract';

type Input = z.output<typeof contract.input>;

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'databases' | 'caches' | 'walArchives'>;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'recoveryPoints' | 'writeHold' | 'restore' | 'writeRestore'>;
  readonly now: () => Instant;
}

export interface PlannedRestore {
  readonly order: RestoreOrder;
  /** What the machine chooses its check by. */
  readonly engine: RestoreEngine;
  readonly because: string;
}

/**
 * State PlanRestore, first of `restore`. Holds retention, so that the point is not deleted meanwhile, and writes the run's
 * record. Decided once per run: a second call, and an execution that joins the run, find the order in the record.
 */
export const planRestore =
  ({ deployment, region, ledger, now }: Deps) =>
  async ({ request, execution }: Input): Promise<PlannedRestore> => {
    const run = request.run ?? execution;
    const known = await ledger.restore(run);
    if (known && known.outcome !== 'open') {
      throw new RestoreBlocked(`run ${run} has ended as ${known.outcome}; give another run, or none`);
    }
    const planned = known?.order
      ? plannedBefore(known.order, known.chosenBecause)
      : choose(await ledger.recoveryPoints(), { request, run, now: now() }, { deployment, region });
    const held = `a restore of ${request.store} is under way`;
    await ledger.writeHold({ run, because: held, expiresAt: secondsAfter(now(), RESTORE_LIMIT_SECONDS) });
    await ledger.writeRestore({
      ...(known ?? { run, trigger: request.trigger, region, startedAt: now(), outcome: 'open' }),
      execution,
      order: planned.order,
      chosenBecause: planned.because,
    } satisfies RestoreRecord);
    return planned;
  };

/** @throws {RestoreBlocked} with the reason why nothing will do */
function choose(
  points: Parameters<typeof restoreChoice>[0],
  { request, run, now }: { request: Input['request']; run: string; now: Instant },
  { deployment, region }: Pick<Deps, 'deployment' | 'region'>,
): PlannedRestore {
  const blocked = requestBlockedBecause(request, deployment, region);
  if (blocked) throw new RestoreBlocked(blocked);
  const { store, kind, point: id } = request;
  const to = request.to === 'latest' ? undefined : request.to;
  const choice = restoreChoice(points, { store, region, kind, point: id, to }, now);
  if (choice.outcome === 'refused') throw new RestoreBlocked(choice.because);
  const target = restoreTarget(deployment.name, 'restore', hashOf(run));
  if (liveNames(deployment).has(target)) {
    throw new RestoreBlocked(`${target} is one of the plan's own names; give another run`);
  }
  const order = { run, purpose: 'restore' as const, point: choice.point, region, to: choice.to, target };
  return plannedBefore(order, choice.because);
}

function requestBlockedBecause(
  { store, region: asked }: Input['request'],
  { databases, caches, walArchives }: Deps['deployment'],
  region: string,
): string | undefined {
  const stores = [...databases, ...caches, ...walArchives].map(({ id }) => id);
  if (!stores.includes(store)) return `the plan has no store ${store}; expected one of ${stores.join(', ')}`;
  if (asked === undefined || asked === region) return undefined;
  return `this machine restores in ${region}; start that of ${asked} to restore there`;
}

function plannedBefore(order: RestoreOrder, because = ''): PlannedRestore {
  const engine = engineOf(order.point);
  if (!engine) throw new RestoreBlocked(`a ${order.point.kind} cannot be restored`);
  return { order, engine, because };
}
