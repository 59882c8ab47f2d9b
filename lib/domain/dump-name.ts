/** Where dumps lie in the buckets; what else lies there is not replicated with them. */
export const DUMP_PREFIX = 'dumps/';

/** The key of a dump, by its id: a dump that is made again lies where the first one does. */
export const dumpKey = (id: string): string => `${DUMP_PREFIX}${id}.dump`;
