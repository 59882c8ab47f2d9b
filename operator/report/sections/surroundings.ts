import type { Section } from '../../../lib/page/account';
import type { Surroundings } from '../../../rehearsal/surroundings';

/** What it ran on: no figure is worth more than that. */
export function surroundingsSection(
  { node, platform, processor, cores, loadAverage, postgres, redis }: Surroundings,
  waitCompression: number,
): Section {
  return {
    title: 'What it ran on',
    blocks: [
      {
        table: {
          caption: 'Machine and versions',
          head: ['what', 'which'],
          rows: [
            ['Node.js', node],
            ['PostgreSQL', postgres],
            ['Redis', redis ?? 'not rehearsed'],
            ['machine', `${platform}, ${cores} cores, ${processor}`],
            ['load when it began', `${loadAverage} processes over a minute, for ${cores} cores`],
            ['waits', `${waitCompression} times shorter than on AWS`],
          ],
          none: '',
        },
      },
    ],
  };
}
