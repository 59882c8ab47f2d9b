import { type ElastiCacheClient, ListTagsForResourceCommand, type Tag } from '@aws-sdk/client-elasticache';
import { asking } from './translate';

/** Tags of what ElastiCache describes without them. */
export const cacheTags =
  (client: ElastiCacheClient, at: string) =>
  async (arn: string | undefined): Promise<Readonly<Record<string, string>>> => {
    if (!arn) return {};
    const command = new ListTagsForResourceCommand({ ResourceName: arn });
    const { TagList } = await asking(`${at}: list the tags of ${arn}`, () => client.send(command));
    return Object.fromEntries((TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  };

export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
