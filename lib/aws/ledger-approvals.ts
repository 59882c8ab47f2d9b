import { marshall } from '@aws-sdk/util-dynamodb';
import type { ApprovalRequest } from '../domain/approval';
import type { LedgerTable } from './ledger-table';

/** What the ledger has of requests for a person's approval: the newest of each run. */
export const approvalItems = (table: LedgerTable) => ({
  approval: (run: string): Promise<ApprovalRequest | undefined> => table.get<ApprovalRequest>(itemName(run)),

  /** A request replaces the one before it, whose task waits no more. */
  requestApproval: (request: ApprovalRequest): Promise<void> => table.put(itemName(request.run), request),

  /** Keeps the one answer that a request takes. @throws {LedgerBusy} if it has one, or is not the newest any more. */
  answerApproval: (
    request: ApprovalRequest,
    answered: NonNullable<ApprovalRequest['answered']>,
  ): Promise<void> =>
    table.put(
      itemName(request.run),
      { ...request, answered },
      {
        ConditionExpression: '#token = :token AND attribute_not_exists(#answered)',
        ExpressionAttributeNames: { '#token': 'token', '#answered': 'answered' },
        ExpressionAttributeValues: marshall({ ':token': request.token }),
      },
    ),
});

const itemName = (run: string) => `approval#${run}`;
