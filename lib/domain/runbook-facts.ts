import type { Capacity } from './capacity';
import type { Direction, DocumentedDeployment, DocumentedPlace } from './documented-deployment';
import { otherPlace, placeIn } from './documented-deployment';
import type { Instant } from './instant';
import type { RecoveryPoint } from './recovery-point';
import type { Role } from './role';

/** Everything that the runbook for the day without machines is written from. */
export interface RunbookFacts {
  readonly at: Instant;
  /** Where it was written, and lies. */
  readonly region: string;
  readonly deployment: DocumentedDeployment;
  readonly ledgerTable: string;
  readonly buckets: Readonly<Record<DocumentedPlace, string>>;
  readonly notify: string;
  readonly role: Role;
  readonly points: readonly RecoveryPoint[];
  /** What each region ran when it served last, as far as that is recorded. */
  readonly capacities: readonly Capacity[];
}

/** Away from the region that serves. One that the plan does not know counts as the primary: nobody can do more by hand. */
export function directionOf({ deployment, role }: Pick<RunbookFacts, 'deployment' | 'role'>): Direction {
  const from = placeIn(deployment, role.activeRegion) ?? 'primary';
  return { from, to: otherPlace(from) };
}

export const capacityOf = (
  { deployment, capacities }: Pick<RunbookFacts, 'deployment' | 'capacities'>,
  place: DocumentedPlace,
): Capacity | undefined => capacities.find(({ region }) => region === deployment.regions[place]);

export const ledgerOf = ({ ledgerTable, deployment }: RunbookFacts) => ({
  table: ledgerTable,
  name: deployment.name,
});
