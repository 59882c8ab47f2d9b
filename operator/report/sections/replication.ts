import type { Section } from '../../../lib/page/account';
import { atSecond, inSeconds } from '../../../lib/page/words';
import type { Course, ReplicationSample } from '../../../rehearsal/course/course';
import { lagChart } from '../charts/lag-chart';

/** What the standby had, and did not have yet, all along. */
export function replicationSection({ replication, moments, writes }: Course): Section {
  const title = 'Replication';
  if (replication.length === 0)
    return { title, blocks: [{ text: 'No standby was seen to replay anything.' }] };
  const { slotSeconds, regions } = writes.database;
  const last = Math.max(...replication.map(({ at }) => at));
  const until = Math.max(last, ...regions.map(({ counts }) => counts.length * slotSeconds));
  const worst = Math.max(...replication.map(({ behindSeconds }) => behindSeconds));
  const oldest = Math.max(...replication.map(({ heartbeatAgeSeconds = 0 }) => heartbeatAgeSeconds));
  return {
    title,
    blocks: [
      {
        text: 'A heartbeat comes every second; the age of the newest one that the standby has replayed is what a failover expects to lose, at most. How far it really was behind is known here from the client, and nowhere else.',
      },
      {
        figure: {
          title: 'How far the standby was behind',
          description: `Solid: the age of the newest heartbeat that was replayed, ${inSeconds(oldest)} at most. Dashed: since when the client had been acknowledged writes that were not replayed, ${inSeconds(worst)} at most.`,
          draw: (width) => lagChart({ samples: replication, moments, until }, width),
          table: {
            caption: 'What the standby had replayed, four looks a second',
            head: ['at', 'standby in', 'newest heartbeat', 'behind the client', 'writes missing'],
            rows: replication.map(row),
            none: '',
          },
        },
      },
    ],
  };
}

const row = ({ at, region, heartbeatAgeSeconds, behindSeconds, missingWrites }: ReplicationSample) => [
  atSecond(at),
  region,
  heartbeatAgeSeconds === undefined ? 'none yet' : `${inSeconds(heartbeatAgeSeconds)} old`,
  inSeconds(behindSeconds),
  String(missingWrites),
];
