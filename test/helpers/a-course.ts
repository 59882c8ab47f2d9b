import type { Course } from '../../rehearsal/course/course';
import type { Surroundings } from '../../rehearsal/surroundings';

export const SURROUNDINGS: Surroundings = {
  node: 'v24.21.0',
  platform: 'linux x64',
  processor: 'a processor',
  cores: 2,
  loadAverage: 1.5,
  postgres: '16.14',
  redis: '7.0.15',
};

/** A client that writes for two seconds in one region, for none in either, and then in the other one. */
export const aCourse = (course: Partial<Course> = {}): Course => ({
  steps: [
    { title: 'Kill the primary region', from: 2, to: 2.1, came: 'SIGKILL to its processes' },
    { title: 'Fail over', from: 2.1, to: 5, came: 'detect 2.50 s' },
  ],
  moments: [
    { at: 2, what: 'killed' },
    { at: 4.5, what: 'alarm' },
  ],
  writes: {
    database: {
      slotSeconds: 0.5,
      regions: [
        { region: 'us-east-1', counts: [20, 19, 20, 20, 0, 0, 0, 0, 0, 0, 0, 0] },
        { region: 'us-west-2', counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 18, 20] },
      ],
      longestGap: { from: 1.98, to: 5.02 },
    },
  },
  probes: [
    { vantagePoint: 'recovery', component: 'api', outcome: 'up', count: 2, from: 0.2, to: 1.2 },
    { vantagePoint: 'recovery', component: 'api', outcome: 'down', count: 3, from: 2.2, to: 4.4 },
    { vantagePoint: 'witness', component: 'api', outcome: 'down', count: 3, from: 2.3, to: 4.5 },
    { vantagePoint: 'route53', component: 'api', outcome: 'unknown', count: 1, from: 0.2, to: 0.2 },
  ],
  replication: [
    { at: 0.5, region: 'us-west-2', missingWrites: 2, behindSeconds: 0.05 },
    { at: 1, region: 'us-west-2', heartbeatAgeSeconds: 0.25, missingWrites: 0, behindSeconds: 0 },
    { at: 1.5, region: 'us-west-2', heartbeatAgeSeconds: 0.75, missingWrites: 1, behindSeconds: 0.01 },
    { at: 4, region: 'us-west-2', heartbeatAgeSeconds: 3.25, missingWrites: 1, behindSeconds: 2.02 },
  ],
  writable: {
    database: [
      { region: 'us-east-1', spans: [{ from: 0.1, to: 1.98 }] },
      { region: 'us-west-2', spans: [{ from: 4.9, to: 6 }] },
    ],
  },
  leaps: [],
  ...course,
});
