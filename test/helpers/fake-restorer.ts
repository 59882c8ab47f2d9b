import type { Restored, Starter } from '../../lambdas/runtime/restorers/restorer';
import type { KeepingRestorer } from '../../lambdas/runtime/restorers/restorer-for';
import {
  type RestoreEngine,
  type RestoreOrder,
  RUN_TAG,
  SCRATCH_UNTIL_TAG,
} from '../../lib/domain/restore-order';

/** What AWS would be asked for, kept as it would be. Each look at something that is on its way brings it one step further. */
export class FakeRestorer implements KeepingRestorer, Starter {
  readonly made = new Map<string, Restored>();
  /** Changes that were asked for, in their order. */
  readonly calls: string[] = [];
  /** Looks until a restore can be reached, and until a removal is done. */
  looks = 1;
  /** Given up by AWS with this status, and why. */
  failing: { status: string; because: string } | undefined;
  readonly #left = new Map<string, number>();

  find = async ({ target }: Pick<RestoreOrder, 'target'>): Promise<Restored | undefined> => {
    const found = this.made.get(target);
    if (!found) return undefined;
    const left = (this.#left.get(target) ?? 0) - 1;
    this.#left.set(target, left);
    if (found.status === 'deleting' && left < 0) this.made.delete(target);
    if (found.status === 'creating' && left < 0) this.made.set(target, this.#ended(found));
    return this.made.get(target) && structuredClone(this.made.get(target));
  };

  start = async (order: RestoreOrder): Promise<void> => {
    const { target, region, run, expiresAt } = order;
    if (this.made.has(target)) throw new Error(`${target} is there already: start was asked without find`);
    this.calls.push(`start ${target} from ${order.point.id}`);
    const tags = { [RUN_TAG]: run, ...(expiresAt && { [SCRATCH_UNTIL_TAG]: expiresAt }) };
    this.put({ target, region, status: 'creating', tags });
  };

  remove = async ({ target }: Pick<Restored, 'target'>): Promise<'gone' | 'going'> => {
    const found = this.made.get(target);
    if (!found) return 'gone';
    if (found.status !== 'deleting') {
      this.calls.push(`remove ${target}`);
      this.put({ ...found, status: 'deleting' });
    }
    return 'going';
  };

  scratch = async (region: string): Promise<readonly Restored[]> =>
    [...this.made.values()].filter((one) => one.region === region && SCRATCH_UNTIL_TAG in one.tags);

  keep = async ({ target }: Pick<RestoreOrder, 'target'>): Promise<void> => {
    const found = this.made.get(target);
    if (!found) throw new Error(`${target} is not there to be kept`);
    const { [SCRATCH_UNTIL_TAG]: until, ...tags } = found.tags;
    if (until) this.calls.push(`keep ${target}`);
    this.made.set(target, { ...found, tags });
  };

  /** Something that is there, whoever made it. */
  put(made: Restored): void {
    this.made.set(made.target, made);
    this.#left.set(made.target, this.looks);
  }

  #ended(found: Restored): Restored {
    if (this.failing) return { ...found, status: this.failing.status, hopelessBecause: this.failing.because };
    return { ...found, status: 'available', endpoint: { host: `${found.target}.example.com`, port: 5432 } };
  }
}

/** The same restorer for every engine, unless told otherwise. */
export const someRestorers = (
  rds: FakeRestorer,
  overrides: Partial<Record<RestoreEngine, FakeRestorer>> = {},
): Readonly<Record<RestoreEngine, FakeRestorer>> => ({
  rds,
  'scratch-server': rds,
  elasticache: rds,
  ...overrides,
});
