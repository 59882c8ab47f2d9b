/** On a cache that a failover filled: from which backup, in words; for whoever has to tell how old it is. */
export const SEEDED_TAG = 'firebackup:seeded';
