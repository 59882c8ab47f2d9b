import type { AskedForApproval } from '../lib/domain/approval';
import { expectedLossInWords } from '../lib/domain/approval-in-words';
import type { Instant } from '../lib/domain/instant';

/** How a moment is written where it is shown. */
type Moment = (instant: Instant) => string;

/**
 * What a person was asked, and what became of it, each fact beside its label. Whom the question reached the ledger does not keep:
 * whoever was subscribed to the topic of the region. The plan names one of them, as it is now.
 */
export function approvalFacts(
  request: AskedForApproval,
  notify: string,
  moment: Moment,
): readonly (readonly [label: string, fact: string])[] {
  const { askedAt, expiresAt, hash, epoch, objections, steps, unfenced, asked } = request;
  return [
    ['asked', `at ${moment(askedAt)} by mail; the plan names ${notify} now`],
    ['good until', moment(expiresAt)],
    ['hash', hash],
    ['in epoch', String(epoch)],
    ...objections.map(({ because }) => ['against it', because] as const),
    ...steps.map((step) => ['it would', step] as const),
    ['fencing', unfenced],
    ['exp. loss', expectedLossInWords(asked.expectedLossSeconds)],
    ['answered', answerInWords(request, moment)],
  ];
}

const ANSWERS = { approve: 'yes', reject: 'no' } as const;

const answerInWords = ({ answered, expiresAt }: AskedForApproval, moment: Moment): string =>
  answered
    ? `${ANSWERS[answered.answer]}, by ${answered.by}, at ${moment(answered.at)}`
    : `by nobody; after ${moment(expiresAt)} no answer is taken`;
