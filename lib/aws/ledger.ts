import { marshall } from '@aws-sdk/util-dynamodb';
import { LeaseLost } from '../domain/errors';
import type { Instant } from '../domain/instant';
import { type Claim, initialRole, leaseLostBecause, type Role, renewedLease } from '../domain/role';
import type { Run } from '../domain/run';
import type { AwsAccess } from './client-settings';
import { answerItem } from './ledger-answer';
import { approvalItems } from './ledger-approvals';
import { capacityItems } from './ledger-capacity';
import { evidenceItems } from './ledger-evidence';
import { recoveryPointItems } from './ledger-recovery-points';
import { restoreItems } from './ledger-restores';
import { scheduleItems } from './ledger-schedules';
import { ledgerTable } from './ledger-table';
import { walItems } from './ledger-wal';

export type Ledger = ReturnType<typeof ledger>;

/**
 * What the one strongly consistent table knows. The role is written only on top of the version that was read: whoever read
 * an older one gets LedgerBusy, reads again and decides again.
 */
export function ledger(
  access: AwsAccess,
  { table: name, deployment }: { table: string; deployment: LedgerDeployment },
) {
  const table = ledgerTable(access, { table: name, deployment: deployment.name });
  const { get, put } = table;

  /** The item need not be there, nor be whole: a person may have set `pausedBy` before the first run. */
  const role = async (): Promise<Role> => ({
    ...initialRole(deployment.regions.primary),
    ...(await get<Partial<Role>>('role')),
  });

  /** Writes the role that follows from the one at the version before. @throws {LedgerBusy} if that is gone. */
  async function writeRole(next: Role): Promise<void> {
    const condition =
      next.version === 1
        ? {
            ConditionExpression: 'attribute_not_exists(#version)',
            ExpressionAttributeNames: { '#version': 'version' },
          }
        : {
            ConditionExpression: '#version = :read',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: marshall({ ':read': next.version - 1 }),
          };
    await put('role', next, condition);
  }

  return {
    role,
    writeRole,

    /**
     * The role, after making sure that the run may still act, and with its lease renewed when little of it is left.
     * Called just before anything is changed. @throws {LeaseLost}
     */
    hold: async (claim: Claim, now: Instant): Promise<Role> => {
      const current = await role();
      const lost = leaseLostBecause(current, claim);
      if (lost) throw new LeaseLost(`${lost}; nothing was changed by this step`);
      const renewed = renewedLease(current, claim, now);
      if (renewed) await writeRole(renewed);
      return renewed ?? current;
    },

    run: (id: string): Promise<Run | undefined> => get<Run>(`run#${id}`),
    writeRun: (run: Run): Promise<void> => put(`run#${run.id}`, run),

    ...recoveryPointItems(table),
    ...restoreItems(table),
    ...answerItem(table),
    ...approvalItems(table),
    ...capacityItems(table),
    ...evidenceItems(table),
    ...scheduleItems(table),
    ...walItems(table),
  };
}

export interface LedgerDeployment {
  readonly name: string;
  readonly regions: { readonly primary: string };
}
