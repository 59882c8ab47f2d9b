import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { caughtShape, claimShape, instantShape } from '../runtime/shapes';

const step = z.object({ at: instantShape });
const fence = z.looseObject({
  component: z.enum(['database', 'cache']),
  id: z.string(),
  outcome: z.enum(['held', 'unfenced']),
});
/** Where the promoted side began: a failback looks there for what was lost. */
const write = step.extend({ firstXid: z.string().optional(), lsn: z.string().optional() });
/** Which region it was that ConfirmTraffic had an answer from. */
const answeredFrom = z.union([
  z.object({ where: z.literal('here') }),
  z.object({ where: z.literal('unknown'), because: z.string() }),
]);
/** Of AwaitCaches: which standbys came to where the writes ended. */
const caughtUp = z.looseObject({ caches: z.array(z.string()) });
/** Of a task on services: `not in the plan` where there is no compute. */
const services = step.extend({ outcome: z.string(), services: z.array(z.unknown()) });

export const contract = defineContract({
  name: 'close-run',
  purpose: 'Writes phases, judgements and evidence of a run, then closes it and gives the lease back.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    claim: claimShape,
    /** `since`: from when on the run was fencing, so that each fence's `heldAt` says how long it was open. */
    fence: z.union([step.extend({ since: instantShape.optional(), fences: z.array(fence) }), caughtShape]),
    /** Of a switchover: when writes were blocked, and the proof that the standbys came to where they ended. */
    hold: step
      .partial()
      .extend({ replay: step.loose().optional(), cachesCaughtUp: caughtUp.optional() })
      .loose()
      .optional(),
    databases: z.array(z.object({ write, check: step.extend({ database: z.string().optional() }) })),
    caches: z.array(
      z.union([
        z.object({ cache: z.string(), failed: caughtShape }),
        step.extend({ cache: z.string(), how: z.string().optional() }),
      ]),
    ),
    services: z.union([
      z.object({ failed: caughtShape }),
      z.object({ scaled: z.unknown(), check: services }),
    ]),
    activation: step,
    /** Of a switchover: whose clients, who were held back, were sent on from the region that was left. */
    redirection: z.union([z.object({ caches: z.array(z.string()) }), caughtShape]).optional(),
    resumption: z.union([services, caughtShape]),
    confirmation: z.union([step.extend({ from: answeredFrom, by: z.enum(['write', 'read']) }), caughtShape]),
    workers: z.union([services, caughtShape]),
    settings: z.union([step.extend({ databases: z.array(z.unknown()) }), caughtShape]),
  }),
  env: ledgerEnvironment.extend({ EVIDENCE_BUCKET: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 's3:PutObject'],
});
