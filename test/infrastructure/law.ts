import type { Resource } from './deployed';

/** What holds for every resource of some kinds; those that break it are told by name, so that a failing test says whom to mend. */
export interface Law {
  readonly says: string;
  readonly of: readonly string[];
  readonly brokenBy: (resources: readonly Resource[]) => readonly string[];
}

export type Properties = Resource['properties'];

export const nameOf = ({ stack, id }: Resource): string => `${stack}/${id}`;

/** A law that each resource keeps or breaks by itself. */
export const each = (
  type: string,
  says: string,
  holds: (properties: Properties, resource: Resource) => boolean,
): Law => among([type], says, (own) => own.filter((one) => !holds(one.properties, one)));

/** A law that takes all resources to see who breaks it. */
export const among = (
  of: readonly string[],
  says: string,
  broken: (own: readonly Resource[], all: readonly Resource[]) => readonly Resource[],
): Law => ({
  says,
  of,
  brokenBy: (all) =>
    broken(
      all.filter(({ type }) => of.includes(type)),
      all,
    ).map(nameOf),
});
