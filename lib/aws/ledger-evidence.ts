import { marshall } from '@aws-sdk/util-dynamodb';
import { type Evidence, newestProbe, VANTAGE_POINTS, type VantagePoint } from '../domain/evidence';
import type { HeartbeatRecord } from '../domain/heartbeats';
import type { LedgerTable } from './ledger-table';

/** What the ledger knows of what was seen: by each vantage point, and by each region of its heartbeats. */
export const evidenceItems = (table: LedgerTable) => {
  const evidenceFrom = async (vantagePoint: VantagePoint): Promise<Evidence | undefined> => {
    const found = await table.get<Evidence>(itemName(vantagePoint));
    return found && { vantagePoint, streaks: found.streaks };
  };
  return {
    evidence: async (): Promise<readonly Evidence[]> => {
      const items = await Promise.all(VANTAGE_POINTS.map(evidenceFrom));
      return items.filter((item) => item !== undefined);
    },
    evidenceFrom: async (vantagePoint: VantagePoint): Promise<Evidence> =>
      (await evidenceFrom(vantagePoint)) ?? { vantagePoint, streaks: [] },

    /** Newer evidence stays: rounds of probes can overlap. @throws {LedgerBusy} when what is there is as new, or newer */
    writeEvidence: (evidence: Evidence): Promise<void> => {
      // Instants are of one form, so their order as text is their order in time.
      const newest = newestProbe(evidence) ?? '';
      return table.put(
        itemName(evidence.vantagePoint),
        { ...evidence, newest },
        {
          ConditionExpression: 'attribute_not_exists(#newest) OR #newest < :newest',
          ExpressionAttributeNames: { '#newest': 'newest' },
          ExpressionAttributeValues: marshall({ ':newest': newest }),
        },
      );
    },

    heartbeats: (region: string): Promise<HeartbeatRecord | undefined> =>
      table.get<HeartbeatRecord>(`heartbeats#${region}`),
    writeHeartbeats: (record: HeartbeatRecord): Promise<void> =>
      table.put(`heartbeats#${record.region}`, record),
  };
};

const itemName = (vantagePoint: VantagePoint) => `evidence#${vantagePoint}`;
