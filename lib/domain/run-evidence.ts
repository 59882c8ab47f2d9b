import type { WantedSize } from './capacity';
import type { Caught } from './caught';
import type { DatabaseSettings } from './database-settings';
import type { Fence } from './fence';
import type { LostWrites } from './lost-writes';
import type { Run } from './run';
import type { Situation } from './situation';

/** What the steps of a run answered, as far as documents tell it. A record of an older version may lack any of it. */
export interface KeptSteps {
  readonly fence?: { readonly fences?: readonly Fence[] } | Caught | undefined;
  readonly databases?: readonly {
    readonly write?: { readonly firstXid?: string; readonly lsn?: string };
    readonly check?: { readonly database?: string };
  }[];
  readonly caches?: readonly (
    | { readonly cache: string }
    | { readonly cache: string; readonly failed: Caught }
  )[];
  readonly services?: { readonly scaled?: { readonly services?: readonly WantedSize[] } } | undefined;
  readonly workers?: { readonly services?: readonly unknown[] } | Caught | undefined;
  readonly settings?:
    | {
        readonly databases?: readonly {
          readonly database: string;
          readonly asked: Partial<DatabaseSettings>;
        }[];
      }
    | Caught
    | undefined;
}

export interface RunEvidence {
  readonly situation?: Situation | undefined;
  readonly steps?: KeptSteps | undefined;
  /** Of a failback. */
  readonly lostWrites?: readonly LostWrites[] | undefined;
}

/** The evidence of a record, which the ledger keeps without knowing it. */
export const evidenceOf = ({ evidence }: Pick<Run, 'evidence'>): RunEvidence =>
  typeof evidence === 'object' && evidence !== null ? (evidence as RunEvidence) : {};

export function fencesOf({ steps }: RunEvidence): readonly Fence[] {
  return steps?.fence && 'fences' in steps.fence ? (steps.fence.fences ?? []) : [];
}
