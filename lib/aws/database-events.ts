import { type DescribeEventsCommandInput, paginateDescribeEvents, RDSClient } from '@aws-sdk/client-rds';
import type { DatabaseEvent } from '../domain/in-region-failover';
import { instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type DatabaseEvents = ReturnType<typeof databaseEvents>;

/** What RDS says happened to its instances in one region. */
export function databaseEvents(access: AwsAccess) {
  // One attempt: a decision waits for this, and a region that is gone has nothing to say that could change it.
  const client = withMiddleware(new RDSClient({ ...clientSettings(access), maxAttempts: 1 }), access);
  return {
    /** Failovers of an instance, in no particular order. RDS tells them late, and does not promise to tell all. */
    failoversOf: async (instance: string, minutes: number): Promise<readonly DatabaseEvent[]> => {
      const asked: DescribeEventsCommandInput = {
        SourceType: 'db-instance',
        SourceIdentifier: instance,
        Duration: minutes,
        EventCategories: ['failover'],
      };
      return asking(`rds in ${access.region}: events of ${instance}`, async () => {
        const events: DatabaseEvent[] = [];
        for await (const { Events = [] } of paginateDescribeEvents({ client }, asked)) {
          events.push(
            ...Events.flatMap(({ Date: at, Message = '', EventCategories = [] }): DatabaseEvent[] =>
              at ? [{ at: instant(at), message: Message, categories: EventCategories }] : [],
            ),
          );
        }
        return events;
      });
    },
  };
}
