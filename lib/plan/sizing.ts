/*
 * The guide's sizing table, and what stands behind each of its figures on AWS. Pure data: what a size means is read here and
 * nowhere else.
 */

export const SIZES = ['small', 'medium', 'large', 'enterprise'] as const;
export type Size = (typeof SIZES)[number];

/** How many tasks of a service there are: never fewer, on an ordinary day, and never more. */
export interface Tasks {
  readonly least: number;
  readonly usual: number;
  readonly most: number;
}

export interface Sizing {
  /** Projects that the size is meant for, at most; without a bound for the largest. */
  readonly projects: number;
  readonly api: Tasks & TaskSize;
  readonly workers: Tasks & TaskSize;
  readonly database: { readonly instanceClass: string; readonly storageGigabytes: number };
  readonly cache: { readonly nodeType: string; readonly gigabytes: number };
}

/** Processor units (1024 are one vCPU) and memory of one task. */
interface TaskSize {
  readonly cpu: number;
  readonly memoryMegabytes: number;
}

/*
 * The guide asks for 1 vCPU and 1 GB and allows 4 and 4. Fargate sells fixed pairs and gives no more than is asked for: at
 * least 2 GB beside 1 vCPU, 4 beside 2, and 8 beside 4.
 */
const ONE: TaskSize = { cpu: 1024, memoryMegabytes: 2048 };
const TWO: TaskSize = { cpu: 2048, memoryMegabytes: 4096 };
const FOUR: TaskSize = { cpu: 4096, memoryMegabytes: 8192 };

/** As many as the guide's budget for disruptions leaves running, whatever happens; and its autoscaler's floor for workers. */
const LEAST = 2;

/** The table gives the API's number and no bound: twice that is a zone lost and half as much load again. */
const api = (usual: number, size: TaskSize) => ({ least: LEAST, usual, most: 2 * usual, ...size });

/** 20 workers at most by the guide's first autoscaler, 50 by its second, which is the one for the largest deployments. */
const workers = (usual: number, most: 20 | 50, size: TaskSize) => ({ least: LEAST, usual, most, ...size });

/** As the guide's own instance is made; RDS' storage grows by itself from there, up to ten times that. */
const STORAGE_GIGABYTES = 100;

/**
 * ElastiCache keeps a quarter of a node's memory back by default, for backups and replication: of cache.m6g.large 4.8 GB are
 * left of 6.4, of cache.r6g.large 9.8 of 13.1, of xlarge 19.7 of 26.3, of 2xlarge 39.6 of 52.8. Global datastores begin with these
 * families; the small burstable nodes cannot join one.
 */
const SIZING: Readonly<Record<Size, Sizing>> = {
  small: {
    projects: 5,
    api: api(2, ONE),
    workers: workers(2, 20, ONE),
    database: { instanceClass: 'db.t3.medium', storageGigabytes: STORAGE_GIGABYTES },
    cache: { nodeType: 'cache.m6g.large', gigabytes: 2 },
  },
  medium: {
    projects: 25,
    api: api(3, ONE),
    workers: workers(5, 20, ONE),
    database: { instanceClass: 'db.r5.large', storageGigabytes: STORAGE_GIGABYTES },
    cache: { nodeType: 'cache.r6g.large', gigabytes: 5 },
  },
  large: {
    projects: 100,
    api: api(5, TWO),
    workers: workers(10, 20, TWO),
    database: { instanceClass: 'db.r5.xlarge', storageGigabytes: STORAGE_GIGABYTES },
    cache: { nodeType: 'cache.r6g.xlarge', gigabytes: 10 },
  },
  enterprise: {
    projects: Number.POSITIVE_INFINITY,
    api: api(10, FOUR),
    workers: workers(20, 50, FOUR),
    database: { instanceClass: 'db.r5.2xlarge', storageGigabytes: STORAGE_GIGABYTES },
    cache: { nodeType: 'cache.r6g.2xlarge', gigabytes: 20 },
  },
};

export const sizing = (size: Size): Sizing => SIZING[size];

/**
 * The smallest size for so many projects.
 *
 * @throws {RangeError} for what is no number of projects
 */
export function sizeFor(projects: number): Size {
  if (!Number.isInteger(projects) || projects < 1)
    throw new RangeError(`${projects} is no number of projects; expected a whole number from 1`);
  return SIZES.find((size) => projects <= SIZING[size].projects) ?? 'enterprise';
}

/** The guide's scaling triggers, in percent, tasks' messages and milliseconds. */
export const SCALING_TRIGGERS = {
  cpuPercent: 70,
  cpuMinutes: 5,
  memoryPercent: 80,
  queueLength: 50,
  responseMilliseconds: 500,
} as const;
