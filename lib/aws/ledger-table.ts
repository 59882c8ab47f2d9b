import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  ReplicatedWriteConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { LedgerBusy } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type LedgerTable = ReturnType<typeof ledgerTable>;

/** The items of one deployment in the ledger's table. Every read is consistent. */
export function ledgerTable(access: AwsAccess, { table, deployment }: { table: string; deployment: string }) {
  const client = withMiddleware(new DynamoDBClient(clientSettings(access)), access);
  const at = `the ledger in ${access.region}`;
  const key = (item: string) => ({ deployment, item });

  /** @throws {LedgerBusy} when the condition does not hold, or another region wrote at the same time */
  async function writing(item: string, write: () => Promise<unknown>): Promise<void> {
    await asking(`${at}: write ${item}`, write).catch((error) => {
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

  return {
    /** All that it has, or only what is asked for. */
    get: async <Item>(item: string, attributes: readonly string[] = []): Promise<Item | undefined> => {
      const { names, projection } = only(attributes);
      const command = new GetItemCommand({
        TableName: table,
        Key: marshall(key(item)),
        ConsistentRead: true,
        ...(attributes.length > 0 && { ...projection, ExpressionAttributeNames: names }),
      });
      const { Item: found } = await asking(`${at}: read ${item}`, () => client.send(command));
      return found && itemOf<Item>(found);
    },

    /** All items whose name begins so, by name; of each all that it has, or only what is asked for. */
    list: async <Item>(prefix: string, attributes: readonly string[] = []): Promise<readonly Item[]> => {
      const items: Item[] = [];
      const { names, projection } = only(attributes);
      const query = {
        TableName: table,
        KeyConditionExpression: '#deployment = :name AND begins_with(#item, :kind)',
        ExpressionAttributeNames: { '#deployment': 'deployment', '#item': 'item', ...names },
        ExpressionAttributeValues: marshall({ ':name': deployment, ':kind': prefix }),
        ConsistentRead: true,
        ...projection,
      };
      return asking(`${at}: list ${prefix}`, async () => {
        for await (const page of paginateQuery({ client }, query)) {
          items.push(...(page.Items ?? []).map((item) => itemOf<Item>(item)));
        }
        return items;
      });
    },

    put: (item: string, value: object, condition: object = {}): Promise<void> =>
      writing(item, () =>
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: marshall({ ...key(item), ...value }, { removeUndefinedValues: true }),
            ...condition,
          }),
        ),
      ),

    /** Sets some attributes and leaves all others as they are, in an item that need not be there yet. */
    set: (item: string, value: object): Promise<void> => {
      const known = Object.entries(value).filter(([, one]) => one !== undefined);
      return writing(item, () =>
        client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: marshall(key(item)),
            UpdateExpression: `SET ${known.map((_, at) => `#a${at} = :v${at}`).join(', ')}`,
            ExpressionAttributeNames: Object.fromEntries(known.map(([name], at) => [`#a${at}`, name])),
            ExpressionAttributeValues: marshall(
              Object.fromEntries(known.map(([, one], at) => [`:v${at}`, one])),
              { removeUndefinedValues: true },
            ),
          }),
        ),
      );
    },

    /** One that is not there is gone already. */
    remove: async (item: string): Promise<void> => {
      const command = new DeleteItemCommand({ TableName: table, Key: marshall(key(item)) });
      await asking(`${at}: delete ${item}`, () => client.send(command));
    },
  };
}

/** Of an item these attributes alone; none named is all of it. */
function only(attributes: readonly string[]) {
  const names = Object.fromEntries(attributes.map((name, at) => [`#a${at}`, name]));
  return {
    names,
    projection: attributes.length > 0 ? { ProjectionExpression: Object.keys(names).join(', ') } : {},
  };
}

function itemOf<Item>(found: Record<string, AttributeValue>): Item {
  const { deployment: _deployment, item: _item, ...rest } = unmarshall(found);
  return rest as Item;
}
