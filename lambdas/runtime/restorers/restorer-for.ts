import { RestoreBlocked } from '../../../lib/domain/errors';
import { engineOf, type RestoreEngine, type RestoreOrder } from '../../../lib/domain/restore-order';
import type { Restorer, Starter } from './restorer';

/** A way to restore that can hand over what it made: what is kept loses its expiry. */
export interface KeepingRestorer extends Restorer {
  readonly keep?: (order: RestoreOrder) => Promise<void>;
}

type ByEngine<One> = Readonly<Record<RestoreEngine, One>>;
export type Restorers = ByEngine<KeepingRestorer>;
export type Starters = ByEngine<Starter>;

/** @throws {RestoreBlocked} for a point that cannot be restored beside itself */
export function restorerFor<One>(restorers: ByEngine<One>, { point }: Pick<RestoreOrder, 'point'>): One {
  const engine = engineOf(point);
  if (!engine)
    throw new RestoreBlocked(`a ${point.kind} cannot be restored; expected another kind of recovery point`);
  return restorers[engine];
}
