import { type ApprovalSubject, approvalText } from '../../lib/domain/approval';
import { approvalInWords, unfencedInWords } from '../../lib/domain/approval-in-words';
import { objectionsToFailover } from '../../lib/domain/failover-decision';
import type { FailoverRules } from '../../lib/domain/failover-objections';
import { undertakenOnceApproved } from '../../lib/domain/failover-outcome';
import { stepsOf } from '../../lib/domain/failover-steps';
import type { Objection, ObjectionKind } from '../../lib/domain/objection';
import type { RunbookAddress } from '../../lib/domain/runbook-link';
import { expectedLossSeconds, type Situation } from '../../lib/domain/situation';
import type { Deployment } from '../../lib/plan/deployment';
import { hashOf } from '../runtime/hash-of';

/** What a person would be asked, whether or not one is. */
export interface Asks {
  readonly hash: string;
  readonly objections: readonly Objection[];
  readonly steps: readonly string[];
  readonly unfenced: string;
  readonly expiresAfterSeconds: number;
  /** The request as it is announced. */
  readonly message: string;
}

interface Judged extends RunbookAddress {
  readonly deployment: Deployment;
  readonly situation: Situation;
  readonly rules: FailoverRules;
  readonly run: string;
}

/** Short enough to be read out on the telephone; nobody can try them out, since a request takes one answer. */
const HASH_DIGITS = 12;

export function questionOf({ deployment, situation, rules, run, runbooks }: Judged): {
  readonly asks: Asks;
  /** What the hash would be if these were the kinds of objections. */
  readonly hashUnder: (kinds: readonly ObjectionKind[]) => string;
} {
  const from = situation.role.activeRegion;
  const to = deployment.regions.recovery;
  const databases = deployment.databases.map(({ id }) => id);
  const kind = undertakenOnceApproved(situation, rules) === 'switchover' ? 'switchover' : 'failover';
  const steps = stepsOf({ kind, from, to, databases, caches: deployment.caches });
  const subject: ApprovalSubject = {
    deployment: deployment.name,
    epoch: situation.role.epoch,
    from,
    to,
    databases,
    caches: deployment.caches.map(({ id }) => id),
    steps,
  };
  const hashUnder = (kinds: readonly ObjectionKind[]) =>
    hashOf(approvalText(subject, kinds)).slice(0, HASH_DIGITS);
  const objections = objectionsToFailover(situation, rules);
  const asked = {
    hash: hashUnder(objections.map((objection) => objection.kind)),
    objections,
    steps,
    unfenced: unfencedInWords(from, deployment.failover.whenUnfenced),
    expiresAfterSeconds: deployment.failover.approvalExpiresAfter,
  };
  const loss = expectedLossSeconds(situation);
  const words = { ...asked, runbooks, run, deployment: deployment.name, from, to, expectedLossSeconds: loss };
  return { asks: { ...asked, message: approvalInWords(words) }, hashUnder };
}
