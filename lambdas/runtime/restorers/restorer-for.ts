import { RestoreBlocked } from '../../../lib/domain/errors';
import { engineOf, type RestoreEngine, type RestoreOrder } from '../../../lib/domain/restore-order';
import type { Restorer } from './restorer';

/** A way to restore that can hand over what it made: what is kept loses its expiry. */
export interface KeepingRestorer extends Restorer {
  readonly keep?: (order: RestoreOrder) => Promise<void>;
}

export type Restorers = Readonly<Record<RestoreEngine, KeepingRestorer>>;

/** @throws {RestoreBlocked} for a point that cannot be restored beside itself */
export function restorerFor(restorers: Restorers, { point }: Pick<RestoreOrder, 'point'>): KeepingRestorer {
  const engine = engineOf(point);
  if (!engine)
    throw new RestoreBlocked(`a ${point.kind} cannot be restored; expected another kind of recovery point`);
  return restorers[engine];
}
