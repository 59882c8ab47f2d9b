import * as z from 'zod';
import { duration } from './units';

const objective = z.strictObject({
  availability: z
    .number()
    .min(90)
    .max(100)
    .meta({ description: 'Share of time that the component serves, in percent.' }),
  rto: duration.meta({ description: 'Longest time from the first bad probe to the first confirmed write.' }),
  rpo: duration.meta({ description: 'Longest stretch of acknowledged writes that may be lost.' }),
});

/** The seed's table: a host or a zone is lost and the workload recovers inside its region. */
const ZONE = {
  api: { availability: 99.99, rto: '5m', rpo: '0s' },
  workers: { availability: 99.9, rto: '15m', rpo: '0s' },
  database: { availability: 99.99, rto: '1m', rpo: '1m' },
  cache: { availability: 99.9, rto: '1m', rpo: '5m' },
} as const;

/** The region is lost. Promoting a managed replica alone takes minutes, so the seed's one minute cannot hold here. */
const REGION = {
  api: { availability: 99.99, rto: '15m', rpo: '1m' },
  workers: { availability: 99.9, rto: '15m', rpo: '1m' },
  database: { availability: 99.99, rto: '15m', rpo: '1m' },
  cache: { availability: 99.9, rto: '15m', rpo: '5m' },
} as const;

const scope = (defaults: typeof ZONE | typeof REGION) =>
  z
    .strictObject({
      api: objective.prefault(defaults.api),
      workers: objective.prefault(defaults.workers),
      database: objective.prefault(defaults.database),
      cache: objective.prefault(defaults.cache),
    })
    .prefault({});

export const objectives = z
  .strictObject({
    zone: scope(ZONE).meta({ description: 'When a host or a zone is lost.' }),
    region: scope(REGION).meta({ description: 'When the region is lost.' }),
  })
  .prefault({});
