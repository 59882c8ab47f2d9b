/** What ElastiCache calls the object of an exported snapshot of one shard, always at the top of the bucket. */
export const exportedKey = (name: string): string => `${name}-0001.rdb`;
