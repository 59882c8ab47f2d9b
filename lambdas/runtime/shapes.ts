import * as z from 'zod';
import type { Situation } from '../../lib/domain/situation';

/* Shapes that more than one task receives from the machine. */

export const instantShape = z.iso.datetime();

/** What a run shows to prove that it may act. */
export const claimShape = z.object({
  run: z.string().min(1),
  owner: z.string().min(1),
  epoch: z.int().min(1),
});

/** Written by gather-evidence, carried by the machine untouched. */
export const situationShape = z.custom<Situation>(
  (value) => typeof value === 'object' && value !== null && 'role' in value && 'evidence' in value,
  'expected the situation that GatherEvidence returned',
);

/** What Catch puts in place of a result: the error's name, and its cause as Step Functions words it; a time-out may have none. */
export const caughtShape = z.object({ Error: z.string(), Cause: z.string().default('') });
