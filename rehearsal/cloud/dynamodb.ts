import { type AttributeValue, ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { Operations } from './interception';

type Item = Record<string, AttributeValue>;

interface Condition {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
}

/**
 * A global table with multi-region strong consistency, keyed by `deployment` and `item`: one truth that every region
 * that is alive can read and write. Conditions are understood in the forms that the ledger uses; any other throws.
 */
export class GlobalTable {
  readonly #items = new Map<string, Item>();

  readonly operations: Operations = {
    GetItem: async ({ Key, ...asked }) => {
      const found = this.#items.get(keyOf(Key));
      return found ? { Item: shown(found, asked) } : {};
    },
    PutItem: async ({ Item: item, ...condition }) => {
      if (!holds(condition, this.#items.get(keyOf(item)))) {
        throw new ConditionalCheckFailedException({
          $metadata: {},
          message: 'the conditional request failed',
        });
      }
      this.#items.set(keyOf(item), structuredClone(item));
      return {};
    },
    UpdateItem: async ({ Key, UpdateExpression, ...rest }) => {
      const {
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ConditionExpression,
      } = rest;
      if (ConditionExpression) throw new Error('a conditional UpdateItem is not modelled');
      const item = this.#items.get(keyOf(Key)) ?? { ...Key };
      for (const assignment of UpdateExpression.replace(/^SET /, '').split(', ')) {
        const [, name, value] = /^(#\w+) = (:\w+)$/.exec(assignment) ?? [];
        if (!name || !value) throw new Error(`the rehearsal's table does not understand ${UpdateExpression}`);
        item[names[name]] = structuredClone(values[value]);
      }
      this.#items.set(keyOf(Key), item);
      return {};
    },
    DeleteItem: async ({ Key, ...condition }) => {
      if ('ConditionExpression' in condition) throw new Error('a conditional DeleteItem is not modelled');
      this.#items.delete(keyOf(Key));
      return {};
    },
    Query: async ({ ExpressionAttributeValues: values, ...asked }) => {
      const prefix = `${values[':name'].S} ${values[':kind'].S}`;
      const found = [...this.#items].filter(([key]) => key.startsWith(prefix)).sort(byKey);
      return { Items: found.map(([, item]) => shown(item, asked)) };
    },
  };
}

const byKey = ([one]: [string, Item], [other]: [string, Item]): number => (one < other ? -1 : 1);

interface Asked {
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
}

/** An item, or of it what is asked for. */
function shown(item: Item, { ProjectionExpression, ExpressionAttributeNames: names = {} }: Asked): Item {
  const asked = ProjectionExpression?.split(', ').map((name) => names[name]);
  return structuredClone(
    Object.fromEntries(Object.entries(item).filter(([name]) => asked?.includes(name) ?? true)),
  );
}

const keyOf = (item: Item): string => `${item.deployment?.S} ${item.item?.S}`;

function holds(condition: Condition, current: Item | undefined): boolean {
  const { ConditionExpression: expression, ExpressionAttributeNames: names = {} } = condition;
  if (expression === undefined) return true;
  const parts = expression.split(' AND ');
  if (parts.length > 1)
    return parts.every((part) => holds({ ...condition, ConditionExpression: part }, current));
  const absent = /^attribute_not_exists\((#\w+)\)$/.exec(expression);
  if (absent?.[1]) return current?.[names[absent[1]] ?? ''] === undefined;
  const equal = /^(#\w+) = (:\w+)$/.exec(expression);
  if (equal?.[1] && equal[2]) {
    const wanted = condition.ExpressionAttributeValues?.[equal[2]];
    return JSON.stringify(current?.[names[equal[1]] ?? '']) === JSON.stringify(wanted);
  }
  const older = /^attribute_not_exists\((#\w+)\) OR \1 < (:\w+)$/.exec(expression);
  if (older?.[1] && older[2]) {
    const there = current?.[names[older[1]] ?? '']?.S;
    return there === undefined || there < (condition.ExpressionAttributeValues?.[older[2]]?.S ?? '');
  }
  throw new Error(`the rehearsal's table does not understand the condition ${expression}`);
}
