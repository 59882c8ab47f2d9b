import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  ReplicatedWriteConflictException,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { LeaseLost, LedgerBusy } from '../domain/errors';
import { type Evidence, VANTAGE_POINTS, type VantagePoint } from '../domain/evidence';
import type { Instant } from '../domain/instant';
import type { RecoveryPoint } from '../domain/recovery-point';
import { type Claim, initialRole, leaseLostBecause, type Role, renewedLease } from '../domain/role';
import type { Run } from '../domain/run';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Ledger = ReturnType<typeof ledger>;

/**
 * The one strongly consistent table; nothing else knows its keys. Every read is consistent, and the role is written only
 * on top of the version that was read: whoever read an older one gets LedgerBusy, reads again and decides again.
 */
export function ledger(
  access: AwsAccess,
  { table, deployment }: { table: string; deployment: LedgerDeployment },
) {
  const client = withMiddleware(new DynamoDBClient(clientSettings(access)), access);
  const at = `the ledger in ${access.region}`;
  const key = (item: string) => ({ deployment: deployment.name, item });

  async function get<Item>(item: string): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName: table, Key: marshall(key(item)), ConsistentRead: true });
    const { Item: found } = await asking(`${at}: read ${item}`, () => client.send(command));
    return found && itemOf<Item>(found);
  }

  async function put(item: string, value: object, condition: object = {}): Promise<void> {
    const command = new PutItemCommand({
      TableName: table,
      Item: marshall({ ...key(item), ...value }, { removeUndefinedValues: true }),
      ...condition,
    });
    await asking(`${at}: write ${item}`, () => client.send(command)).catch((error) => {
      if (
        error instanceof ConditionalCheckFailedException ||
        error instanceof ReplicatedWriteConflictException
      ) {
        throw new LedgerBusy(`${at}: ${item} was written by somebody else just now; read it again`, {
          cause: error,
        });
      }
      throw error;
    });
  }

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

    evidence: async (): Promise<readonly Evidence[]> => {
      const items = await Promise.all(VANTAGE_POINTS.map((from) => get<Evidence>(`evidence#${from}`)));
      return items.filter((item) => item !== undefined);
    },
    evidenceFrom: async (vantagePoint: VantagePoint): Promise<Evidence> =>
      (await get<Evidence>(`evidence#${vantagePoint}`)) ?? { vantagePoint, streaks: [] },
    writeEvidence: (evidence: Evidence): Promise<void> => put(`evidence#${evidence.vantagePoint}`, evidence),

    run: (id: string): Promise<Run | undefined> => get<Run>(`run#${id}`),
    writeRun: (run: Run): Promise<void> => put(`run#${run.id}`, run),

    writeRecoveryPoint: (point: RecoveryPoint): Promise<void> => put(recoveryPointItem(point), point),

    /** Forgets a point whose snapshot is gone; one that is not in the ledger is forgotten already. */
    deleteRecoveryPoint: async (point: RecoveryPoint): Promise<void> => {
      const item = recoveryPointItem(point);
      const command = new DeleteItemCommand({ TableName: table, Key: marshall(key(item)) });
      await asking(`${at}: delete ${item}`, () => client.send(command));
    },

    /** All recovery points, oldest first per database. */
    recoveryPoints: async (): Promise<readonly RecoveryPoint[]> => {
      const points: RecoveryPoint[] = [];
      const query = {
        TableName: table,
        KeyConditionExpression: '#deployment = :name AND begins_with(#item, :kind)',
        ExpressionAttributeNames: { '#deployment': 'deployment', '#item': 'item' },
        ExpressionAttributeValues: marshall({ ':name': deployment.name, ':kind': 'recovery-point#' }),
        ConsistentRead: true,
      };
      return asking(`${at}: list recovery points`, async () => {
        for await (const page of paginateQuery({ client }, query)) {
          points.push(...(page.Items ?? []).map((item) => itemOf<RecoveryPoint>(item)));
        }
        return points;
      });
    },
  };
}

export interface LedgerDeployment {
  readonly name: string;
  readonly regions: { readonly primary: string };
}

const recoveryPointItem = ({ database, takenAt, region }: RecoveryPoint): string =>
  `recovery-point#${database}#${takenAt}#${region}`;

function itemOf<Item>(found: Record<string, AttributeValue>): Item {
  const { deployment: _deployment, item: _item, ...rest } = unmarshall(found);
  return rest as Item;
}
