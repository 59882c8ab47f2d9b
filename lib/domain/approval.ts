import { type Instant, secondsBetween } from './instant';
import type { Objection, ObjectionKind } from './objection';

/** Everything that an approval is for, and nothing that passes with time: a second look has to come to the same. */
export interface ApprovalSubject {
  readonly deployment: string;
  readonly epoch: number;
  readonly from: string;
  readonly to: string;
  readonly databases: readonly string[];
  readonly caches: readonly string[];
  readonly steps: readonly string[];
}

/** What a person was asked for, as the ledger keeps it until the run's record outlives it. */
export interface ApprovalRequest {
  readonly run: string;
  readonly hash: string;
  /** What the waiting task goes on with. It is told to nobody: whoever may read the ledger could answer with it. */
  readonly token: string;
  readonly epoch: number;
  readonly objections: readonly Objection[];
  readonly steps: readonly string[];
  readonly unfenced: string;
  /** What the run knew when it asked. Its times are those of the run: waiting for a person is part of its recovery time. */
  readonly asked: Asked;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  readonly answered?: { readonly answer: 'approve' | 'reject'; readonly by: string; readonly at: Instant };
}

/** What may be shown of a request. */
export const ASKED_FOR_APPROVAL = [
  'run',
  'hash',
  'epoch',
  'objections',
  'steps',
  'unfenced',
  'asked',
  'askedAt',
  'expiresAt',
  'answered',
] as const satisfies readonly Exclude<keyof ApprovalRequest, 'token'>[];
export type AskedForApproval = Pick<ApprovalRequest, (typeof ASKED_FOR_APPROVAL)[number]>;

export interface Asked {
  readonly detectedAt: Instant;
  readonly decidedAt: Instant;
  readonly downSince?: Instant | undefined;
  readonly expectedLossSeconds?: number | undefined;
}

/** What the run goes on with once a person has approved. */
export interface Approval {
  readonly run: string;
  readonly hash: string;
  readonly kinds: readonly ObjectionKind[];
  readonly by: string;
  readonly expiresAt: Instant;
  readonly asked: Asked;
}

/** The text that an approval is bound to; the same for the same subject and the same kinds of objections. */
export const approvalText = (subject: ApprovalSubject, kinds: readonly ObjectionKind[]): string => {
  const { deployment, epoch, from, to, databases, caches, steps } = subject;
  return JSON.stringify([deployment, epoch, from, to, databases, caches, steps, [...new Set(kinds)].sort()]);
};

export interface SecondLook {
  readonly run: string;
  readonly objections: readonly Objection[];
  /** The hash of the subject as it is now, under the kinds of objections that were approved. */
  readonly hashNow: string;
  readonly now: Instant;
}

/**
 * The reason why an approval does not hold for what a second look found, or nothing. An objection that has gone since then
 * does no harm. One that came was lifted by nobody, but for the loss that is expected: it grows while a person thinks, and
 * they are told so.
 */
export function approvalLapsedBecause(approval: Approval, look: SecondLook): string | undefined {
  if (approval.run !== look.run) return `${approval.by} approved run ${approval.run}, not run ${look.run}`;
  // Not `< 0`: a moment that cannot be read is no number, and approves nothing.
  if (!(secondsBetween(look.now, approval.expiresAt) > 0))
    return `the approval of ${approval.by} expired at ${approval.expiresAt}`;
  const added = look.objections.filter(
    ({ kind }) => !approval.kinds.includes(kind) && !grewByWaiting(kind, approval),
  );
  if (added.length > 0) {
    const because = added.map((objection) => objection.because).join('; ');
    return `since ${approval.by} was asked this came up: ${because}`;
  }
  if (approval.hash !== look.hashNow)
    return `what ${approval.by} approved (${approval.hash}) is not what would be done now (${look.hashNow})`;
  return undefined;
}

const grewByWaiting = (kind: ObjectionKind, { asked }: Approval): boolean =>
  kind === 'loss-over-rpo' && asked.expectedLossSeconds !== undefined;
