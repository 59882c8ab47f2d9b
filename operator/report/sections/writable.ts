import type { Table } from '../../../lib/page/account';
import { inSeconds } from '../../../lib/page/words';
import type { Writable } from '../../../rehearsal/split-brain-checker';

/** How many sides took writes of clients at one instant, as whoever tried both of them all along found. */
export const writableTable = ({ database, cache }: Writable): Table => ({
  caption: 'Sides that took writes of clients at one instant, tried all along in old sessions and new ones',
  head: ['store', 'at most', 'two for'],
  rows: Object.entries({ database, cache }).flatMap(([store, sides]) =>
    sides
      ? [
          [
            store,
            {
              text: String(sides.mostAtOnce),
              tone: sides.mostAtOnce > 1 ? ('bad' as const) : ('good' as const),
            },
            inSeconds(sides.bothSeconds),
          ],
        ]
      : [],
  ),
  none: 'Nobody tried.',
});
