import { marshall } from '@aws-sdk/util-dynamodb';
import { type ApprovalRequest, ASKED_FOR_APPROVAL, type AskedForApproval } from '../domain/approval';
import type { LedgerTable } from './ledger-table';

/** What the ledger has of requests for a person's approval: the newest of each run. */
export const approvalItems = (table: LedgerTable) => ({
  approval: (run: string): Promise<ApprovalRequest | undefined> => table.get<ApprovalRequest>(itemName(run)),

  /** The newest of the run as it may be shown, answered or not. */
  askedFor: (run: string): Promise<AskedForApproval | undefined> =>
    table.get<AskedForApproval>(itemName(run), ASKED_FOR_APPROVAL),

  /** The newest of every run, answered or not; never with the token that its task waits for. */
  allRequests: (): Promise<readonly AskedForApproval[]> =>
    table.list<AskedForApproval>('approval#', ASKED_FOR_APPROVAL),

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
