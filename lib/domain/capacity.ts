import type { Instant } from './instant';

/** What runs on ECS as a component, and at which size: what is wanted of it, and what there is. */
export interface ServiceSize {
  readonly service: string;
  readonly component: 'api' | 'workers';
  readonly desired: number;
  readonly running: number;
}

/** What a region ran when it last served, as the ledger keeps it for the region that takes over. */
export interface Capacity {
  readonly region: string;
  readonly at: Instant;
  readonly services: readonly ServiceSize[];
}

export interface WantedSize {
  readonly service: string;
  readonly from: number;
  readonly to: number;
  /** Said of a size that nobody recorded. */
  readonly because?: string;
}

/** A region that takes over with none of a service takes over nothing of it; whoever scales by load takes one away again. */
const LEAST = 1;

/**
 * The sizes that a region needs to do what the recorded one did: its own where that is more, because whoever made it larger
 * had a reason. The nth service of a component stands for the nth of the other region: names may differ, the plan's order
 * does not.
 */
export function sizesFor(own: readonly ServiceSize[], recorded: Capacity | undefined): readonly WantedSize[] {
  return own.map((one) => {
    const model = counterpart(one, own, recorded);
    const from = one.desired;
    const to = Math.max(LEAST, from, model?.desired ?? 0);
    if (model) return { service: one.service, from, to };
    const because = recorded
      ? `the record of ${recorded.region} has no counterpart of it`
      : 'nobody recorded the size to reach';
    return { service: one.service, from, to, because };
  });
}

function counterpart(
  one: ServiceSize,
  own: readonly ServiceSize[],
  recorded: Capacity | undefined,
): ServiceSize | undefined {
  const isAlike = ({ component }: ServiceSize) => component === one.component;
  return recorded?.services.filter(isAlike)[own.filter(isAlike).indexOf(one)];
}

/**
 * What is kept of a look at a region: the sizes of now, and of a service that is at nothing the last size that was more. So
 * quiesced workers are known by what they were, however often they are looked at.
 */
export const keptCapacity = (seen: Capacity, before: Capacity | undefined): Capacity => ({
  ...seen,
  services: seen.services.map((one) => {
    if (one.desired > 0) return one;
    const known = before?.services.find(
      ({ service, component }) => service === one.service && component === one.component,
    );
    return known ? { ...one, desired: known.desired } : one;
  }),
});

/** How many tasks of each component do not run although they are wanted. */
export function tasksMissing(
  services: readonly ServiceSize[],
): ReadonlyMap<ServiceSize['component'], number> {
  const missing = new Map<ServiceSize['component'], number>();
  for (const { component, desired, running } of services) {
    missing.set(component, (missing.get(component) ?? 0) + Math.max(0, desired - running));
  }
  return missing;
}

/** The reason why services are not up, or nothing. One that is wanted at nothing is not up. */
export function notUpBecause(services: readonly ServiceSize[]): string | undefined {
  const short = services.filter(({ desired, running }) => desired === 0 || running < desired);
  if (short.length === 0) return undefined;
  return short
    .map(({ service, desired, running }) => `${service} runs ${running} of ${desired} tasks`)
    .join(', ');
}
