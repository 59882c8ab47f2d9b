/** What a run would do to which part of the plan. */
export interface Undertaken {
  readonly kind: 'failover' | 'switchover';
  readonly from: string;
  readonly to: string;
  readonly databases: readonly string[];
  readonly caches: readonly { readonly id: string; readonly onRegionLoss: 'promote' | 'seed' | 'cold' }[];
}

/** The steps that change something, in their order, for a person to read before they approve. They hold no time. */
export function stepsOf({ kind, from, to, databases, caches }: Undertaken): readonly string[] {
  const write = kind === 'switchover' ? `block the writes of the application in ${from}` : `fence ${from}`;
  return [
    write,
    ...databases.map((id) => `promote database ${id} in ${to}`),
    ...caches.map(({ id, onRegionLoss }) => `${VERBS[onRegionLoss]} cache ${id} in ${to}`),
    `make ${to} the active region`,
  ];
}

const VERBS = { promote: 'promote', seed: 'fill a new', cold: 'leave to you a new, empty' } as const;
