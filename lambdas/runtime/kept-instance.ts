import { keptPrefix } from '../../lib/domain/old-primary';
import { hashOf } from './hash-of';

/** The name that an old primary is put aside under: the same for the same run, whoever computes it, and when. */
export const keptInstance = (instance: string, run: string): string =>
  `${keptPrefix(instance)}${hashOf(run).slice(0, 8)}`;
