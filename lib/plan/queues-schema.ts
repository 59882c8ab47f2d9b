import * as z from 'zod';

const endpoint = z.strictObject({
  host: z
    .string()
    .min(1)
    .meta({ description: 'Its primary endpoint, or the configuration endpoint of a cluster.' }),
  port: z.int().min(1).max(65_535).default(6379),
});

/** The lists of jobs that wait in a cache. Addresses, because who reads them stands in the VPC and cannot ask AWS. */
export const queues = z
  .strictObject({
    lists: z
      .array(z.string().min(1))
      .min(1, { error: 'expected at least one list' })
      .default(['bull:backups:waiting']),
    primary: endpoint,
    recovery: endpoint,
  })
  .optional()
  .meta({
    description: 'Whose lengths are measured every minute; without it, nobody knows how many jobs wait.',
  });
