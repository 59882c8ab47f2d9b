import type { Instant } from '../../lib/domain/instant';

/** A moment as part of a name: `20261125T164305`. To the second: one person does not start two runs of a kind in one. */
export const stamp = (moment: Instant): string => moment.slice(0, 19).replace(/[-:]/g, '');
