import type { Approval, ApprovalRequest } from '../../lib/domain/approval';
import { at } from './at';

export const anApprovalRequest = (overrides: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  run: 'run-1',
  hash: 'abc',
  token: 'a-token',
  epoch: 1,
  objections: [{ kind: 'mode', because: 'the plan asks for approval', approvable: true }],
  steps: ['fence us-east-1'],
  unfenced: 'known only when it is tried',
  asked: { detectedAt: at(125), decidedAt: at(126), downSince: at(0), expectedLossSeconds: 130 },
  askedAt: at(127),
  expiresAt: at(3_727),
  ...overrides,
});

/** What becomes of that request once somebody has approved it. */
export const anApproval = (overrides: Partial<Approval> = {}): Approval => ({
  run: 'run-1',
  hash: 'abc',
  kinds: ['mode'],
  by: 'ada',
  expiresAt: at(3_727),
  asked: { detectedAt: at(125), decidedAt: at(126), downSince: at(0), expectedLossSeconds: 130 },
  ...overrides,
});
