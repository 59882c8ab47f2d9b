import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COPIES_AT_ONCE, copyWaitsBecause } from '../../lib/domain/copy-admission';

/*
 * `node --import tsx test/bench/snapshot-fleet.ts`: a fleet of databases whose snapshots are copied into one region of one
 * account, as a simulation of events. Admission is the shipped function, the pace of the queue the shipped machine's Retry,
 * and how many of a run wait at once its Map. What is held against it is the most that the quota allows: so many copies at
 * once, each as long as it takes.
 */

const COPY_SECONDS = 1800;
const DATABASES_PER_DEPLOYMENT = 25;
const REGION = 'us-west-2';

interface Queue {
  readonly atOnce: number;
  readonly firstSeconds: number;
  readonly growth: number;
  readonly mostSeconds: number;
  readonly attempts: number;
}

interface Fleet {
  readonly seconds: number;
  /** What RDS worked in all: no queue can be through earlier than with this over all places at once. */
  readonly copySeconds: number;
  readonly looks: number;
  /** Copies whose attempts were used up; the next run of their policy takes them. */
  readonly putOff: number;
}

/** The pace of the queue, from the machine itself. */
function shippedQueue(): Queue {
  const file = join(import.meta.dirname, '..', '..', 'statemachines', 'snapshot.asl.json');
  const { TakeSnapshots } = JSON.parse(readFileSync(file, 'utf8')).States;
  const { Retry } = TakeSnapshots.ItemProcessor.States.CopySnapshot;
  const turn = Retry.find(({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals.includes('NotReady'));
  return {
    atOnce: TakeSnapshots.MaxConcurrency,
    firstSeconds: turn.IntervalSeconds,
    growth: turn.BackoffRate,
    mostSeconds: turn.MaxDelaySeconds,
    attempts: turn.MaxAttempts,
  };
}

interface Job {
  readonly deployment: number;
  attempt: number;
}
type Happening = { readonly at: number } & ({ readonly look: Job } | { readonly done: Job });

/** Runs a fleet dry. Copies take between half and one and a half times the mean, drawn from a fixed sequence. */
function copied(databases: number, queue: Queue): Fleet {
  const random = sequence(databases);
  const events = new Agenda();
  const waiting = Array.from({ length: Math.ceil(databases / DATABASES_PER_DEPLOYMENT) }, (_, deployment) =>
    Math.min(DATABASES_PER_DEPLOYMENT, databases - deployment * DATABASES_PER_DEPLOYMENT),
  );
  const next = (deployment: number, at: number) => {
    if ((waiting[deployment] ?? 0) === 0) return;
    waiting[deployment] = (waiting[deployment] ?? 0) - 1;
    events.add({ at, look: { deployment, attempt: 0 } });
  };
  // Schedules fire within one minute; a run's Map lets so many in at once.
  waiting.forEach((_, deployment) => {
    const fired = random() * 60;
    for (let one = 0; one < queue.atOnce; one += 1) next(deployment, fired);
  });

  let [now, copying, looks, putOff, copySeconds] = [0, 0, 0, 0, 0];
  for (let event = events.take(); event; event = events.take()) {
    now = event.at;
    if ('done' in event) {
      copying -= 1;
      next(event.done.deployment, now);
      continue;
    }
    const { look: job } = event;
    looks += 1;
    if (copyWaitsBecause(REGION, copying) === undefined) {
      copying += 1;
      const seconds = COPY_SECONDS * (0.5 + random());
      copySeconds += seconds;
      events.add({ at: now + seconds, done: job });
      continue;
    }
    if (job.attempt === queue.attempts) {
      putOff += 1;
      job.attempt = 0;
    }
    const delay = Math.min(queue.mostSeconds, queue.firstSeconds * queue.growth ** job.attempt);
    job.attempt += 1;
    events.add({ at: now + delay, look: job });
  }
  return { seconds: now, copySeconds, looks, putOff };
}

/** What happens next, first. A heap: tens of thousands of looks lie ahead at any time. */
class Agenda {
  readonly #heap: Happening[] = [];

  add(event: Happening): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as Happening).at <= event.at) break;
      heap[at] = heap[parent] as Happening;
      at = parent;
    }
    heap[at] = event;
  }

  take(): Happening | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as Happening).at < (heap[child] as Happening).at)
        child += 1;
      if ((heap[child] as Happening).at >= last.at) break;
      heap[at] = heap[child] as Happening;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

/** Numbers from 0 to 1, the same ones in every run (a linear congruence, which is random enough for durations). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const queue = shippedQueue();
console.log(
  `${COPIES_AT_ONCE} copies at once of ${COPY_SECONDS} s each, deployments of ${DATABASES_PER_DEPLOYMENT} databases`,
);
console.log('databases     hours   of the bound   looks each   put off   simulated in');
for (const databases of [100, 1_000, 10_000]) {
  const begun = performance.now();
  const { seconds, copySeconds, looks, putOff } = copied(databases, queue);
  const bound = copySeconds / COPIES_AT_ONCE;
  const row = [
    String(databases).padStart(9),
    (seconds / 3600).toFixed(1).padStart(9),
    `${((100 * bound) / seconds).toFixed(1)} %`.padStart(14),
    (looks / databases).toFixed(0).padStart(12),
    String(putOff).padStart(9),
    `${(performance.now() - begun).toFixed(0)} ms`.padStart(14),
  ];
  console.log(row.join(' '));
}
