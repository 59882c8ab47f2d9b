import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { TaskTokens } from '../../lib/aws/task-tokens';
import type { Approval, ApprovalRequest } from '../../lib/domain/approval';
import { type Answer, approvalRefusedBecause } from '../../lib/domain/approval-answer';
import { CommandRefused, FailoverBlocked, NotFound } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { contract } from './contract';

interface Deps {
  readonly ledger: Pick<Ledger, 'approval' | 'answerApproval' | 'role' | 'run'>;
  readonly tokens: TaskTokens;
  readonly now: () => Instant;
}

/**
 * Called by a person, in the region of the run that asked. Keeps the answer before it hands it over, so that of two answers
 * one counts. The same answer by the same person a second time is handed over again: the first may not have arrived. Failing
 * means that the answer was not taken, and why; the run goes on waiting. Who `by` is, is what the caller says: CloudTrail
 * knows whose credentials called.
 */
export const answerApproval =
  ({ ledger, tokens, now }: Deps) =>
  async (answer: z.output<typeof contract.input>): Promise<{ told: string }> => {
    const [request, run, role] = await Promise.all([
      ledger.approval(answer.run),
      ledger.run(answer.run),
      ledger.role(),
    ]);
    const at = now();
    const refused = approvalRefusedBecause({ request, run, role }, answer, at);
    if (refused || !request) throw new CommandRefused(`not taken: ${refused}`);
    if (!request.answered) await ledger.answerApproval(request, { answer: answer.answer, by: answer.by, at });
    await handedOver(tokens, request, answer).catch((cause: Error) => {
      if (!(cause instanceof NotFound)) throw cause;
      throw new CommandRefused(
        `run ${answer.run} does not wait for this answer any more; look how it ended`,
        {
          cause,
        },
      );
    });
    return { told: `${answer.by} chose to ${answer.answer}; run ${answer.run} was told` };
  };

function handedOver(
  tokens: TaskTokens,
  { run, hash, token, objections, expiresAt, asked }: ApprovalRequest,
  { answer, by }: Answer,
): Promise<void> {
  if (answer === 'reject') return tokens.fail(token, new FailoverBlocked(`rejected by ${by}`));
  const kinds = objections.map(({ kind }) => kind);
  const approval: Approval = { run, hash, kinds, by, expiresAt, asked };
  return tokens.succeed(token, approval);
}
