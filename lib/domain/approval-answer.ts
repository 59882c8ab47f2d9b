import type { ApprovalRequest } from './approval';
import type { Instant } from './instant';
import { secondsBetween } from './instant';
import type { Role } from './role';
import type { Run } from './run';

/** What a person answers, and to which request. */
export interface Answer {
  readonly run: string;
  readonly hash: string;
  readonly answer: 'approve' | 'reject';
  readonly by: string;
}

/** What the ledger has of the run that is answered. */
export interface Asking {
  readonly request: ApprovalRequest | undefined;
  readonly run: Run | undefined;
  readonly role: Role;
}

/** The reason why an answer is not taken, or nothing. */
export function approvalRefusedBecause(
  { request, run, role }: Asking,
  answer: Answer,
  now: Instant,
): string | undefined {
  if (!request) return `nobody asked for an approval of run ${answer.run}`;
  if (request.hash !== answer.hash)
    return `run ${answer.run} asks for ${request.hash}, not for ${answer.hash}; read what it asks for now`;
  const { answered, expiresAt, epoch } = request;
  if (answered && !isRepeated(answered, answer))
    return `run ${answer.run} was answered already: ${answered.by} chose to ${answered.answer} at ${answered.at}`;
  // Not `< 0`: a moment that cannot be read is no number, and has passed.
  if (!(secondsBetween(now, expiresAt) > 0))
    return `the request of run ${answer.run} expired at ${expiresAt}; start the run again`;
  if (role.epoch !== epoch)
    return `run ${answer.run} asked in epoch ${epoch}, and ${role.activeRegion} is active in epoch ${role.epoch}`;
  if (role.openRun)
    return `run ${role.openRun.id} to ${role.openRun.to} is open since ${role.openRun.openedAt}`;
  if (run?.endedAt && secondsBetween(request.askedAt, run.endedAt) > 0)
    return `run ${answer.run} ended at ${run.endedAt}: ${run.because ?? run.outcome}`;
  return undefined;
}

/** The same person says the same again: perhaps the first answer was kept and never reached the run. */
const isRepeated = (answered: NonNullable<ApprovalRequest['answered']>, answer: Answer): boolean =>
  answered.by === answer.by && answered.answer === answer.answer;
