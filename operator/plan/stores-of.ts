import type { Plan } from '../../lib/plan/plan';

/** The ids of everything that has recovery points. */
export const storesOf = ({ databases, caches, walArchives }: Plan): readonly string[] =>
  [...databases, ...caches, ...walArchives].map(({ id }) => id);
