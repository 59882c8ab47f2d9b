import * as z from 'zod';
import type { ObjectionKind } from '../../lib/domain/objection';
import { instantShape } from './shapes';

const kindShape = z.custom<ObjectionKind>(
  (value) => typeof value === 'string',
  'expected a kind of objection',
);

const objectionShape = z.object({ kind: kindShape, because: z.string(), approvable: z.boolean() });

/** What a run knew when a person was asked. */
const askedShape = z.object({
  detectedAt: instantShape,
  decidedAt: instantShape,
  downSince: instantShape.optional(),
  expectedLossSeconds: z.number().optional(),
});

/** A decision that waits for a person's word. */
export const askingShape = askedShape.extend({
  claim: z.object({ run: z.string().min(1), epoch: z.int().min(1) }),
  asks: z.object({
    hash: z.string().min(1),
    objections: z.array(objectionShape),
    steps: z.array(z.string()),
    unfenced: z.string(),
    expiresAfterSeconds: z.int().min(1),
  }),
});

/** `Approval`, as answer-approval hands it to the run that waits. */
export const approvalShape = z.object({
  run: z.string().min(1),
  hash: z.string().min(1),
  kinds: z.array(kindShape),
  by: z.string().min(1),
  expiresAt: instantShape,
  asked: askedShape,
});

/** A person's name, as they give it. */
export const personShape = z
  .string('expected the name of a person')
  .trim()
  .min(1, 'expected the name of a person');
