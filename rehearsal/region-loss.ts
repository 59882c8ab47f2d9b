import { numbersInCache } from './cache-pair';
import { Client, WRITE_EVERY_MS } from './client';
import { numbersIn } from './database-pair';
import { waitUntil } from './engines/wait-until';
import type { NumberedWriter } from './numbered-writer';
import { returnOldPrimary } from './old-primary';
import { Progress } from './progress';
import type { RegionLossReport } from './report';
import { type Findings, reportOn } from './report-on';
import { FROZEN_MS, type Rehearsal, type ScenarioSettings, type Step } from './scenario';
import { Schedules } from './schedules';
import { tallyOf } from './tally';
import { World } from './world';

/** How long the client writes before anything goes wrong. */
const CALM_MS = 1_500;
/** Acknowledged by the recovery region before the old one may return. */
const WRITES_AFTERWARDS = 20;
const PATIENCE_MS = 60_000;

/** The primary region dies while a client writes; its alarm, and nothing else, starts the failover. */
export class RegionLoss implements Rehearsal {
  readonly #found: Partial<Findings> & { startedAt: number };
  readonly #schedules: Schedules[] = [];
  #client: Client | undefined;
  #world: World | undefined;
  readonly #progress = new Progress();

  constructor(private readonly settings: ScenarioSettings) {
    this.#found = { startedAt: Date.now() };
  }

  get steps(): readonly Step[] {
    const frozen = FROZEN_MS[this.settings.scenario];
    return [
      this.#progress.step('Build two regions and a witness', () => this.#build()),
      this.#progress.step('Start heartbeats, probes, guards and a client', () => this.#startSchedules()),
      this.#progress.step('Take a snapshot and copy it to the recovery region', () => this.#takeSnapshot()),
      ...(frozen
        ? [this.#progress.step(`Let replication stand still for ${frozen} ms`, () => this.#freeze(frozen))]
        : []),
      this.#progress.step('Kill the primary region', () => this.#kill()),
      this.#progress.step('Fail over', () => this.#awaitFailover()),
      this.#progress.step('Write in the recovery region', () => this.#awaitWrites()),
      this.#progress.step('Let the lost region return', () => this.#returnPrimary()),
    ];
  }

  report(): RegionLossReport {
    return reportOn(this.#live, this.settings, this.#found);
  }

  async end(): Promise<void> {
    for (const schedule of this.#schedules) schedule.stop();
    await this.#client?.stop();
    await this.#world?.end();
  }

  /** Where everything of the rehearsal lies; nothing is left of it at the end. */
  get folder(): string {
    return this.#live.folder;
  }

  get #live(): World {
    if (!this.#world) throw new Error('the regions are not built yet');
    return this.#world;
  }

  get #writing(): Client {
    if (!this.#client) throw new Error('the client does not write yet');
    return this.#client;
  }

  async #build(): Promise<string> {
    this.#world = await World.build({
      plan: this.settings.plan,
      compression: this.settings.compression,
      onAlarm: () => void this.#live.startFailover(`alarm-${Date.now()}`, 'alarm RegionDown'),
      around: ({ workflow, state }, run) => {
        if (workflow === 'failover') this.#progress.say(state);
        return run();
      },
    });
    const { primary, recovery, witness } = this.settings.plan.regions;
    const cache = this.#live.engines.caches ? ' and Redis' : '';
    return `${primary} and ${recovery} with PostgreSQL${cache} and its replica, ${witness} watching`;
  }

  async #startSchedules(): Promise<string> {
    const world = this.#live;
    const { interval } = world.deployment.probe;
    const started = { primary: ['heartbeat'], witness: ['probe'], recovery: ['heartbeat', 'probe'] } as const;
    for (const place of ['primary', 'witness', 'recovery'] as const) {
      const schedules = new Schedules(world.region(place), this.settings.compression);
      for (const workflow of started[place]) schedules.everyMinute(workflow, interval);
      if (place !== 'witness') schedules.functionEveryMinute('guard-region', () => undefined);
      this.#schedules.push(schedules);
    }
    this.#client = new Client(world);
    this.#client.start();
    await new Promise((resume) => setTimeout(resume, CALM_MS));
    return `${1000 / WRITE_EVERY_MS} numbered writes a second, a probe and a heartbeat every ${interval} s`;
  }

  async #takeSnapshot(): Promise<string> {
    const [policy] = this.settings.plan.policies;
    const begun = Date.now();
    const input = { policy: policy?.name, due: new Date().toISOString() };
    await this.#live.region('primary').start('snapshot', 'snapshot-rehearsal', input).result;
    const points = await this.#live.ledger.recoveryPoints();
    this.#found.snapshot = { seconds: (Date.now() - begun) / 1000, points };
    return points.map(({ kind, region }) => `${kind} in ${region}`).join(', ');
  }

  async #freeze(milliseconds: number): Promise<string> {
    await this.#live.engines.databases.primary.server.freezeReplication();
    await new Promise((resume) => setTimeout(resume, milliseconds));
    return 'WAL senders stopped; the client is acknowledged all the same';
  }

  async #kill(): Promise<string> {
    this.#found.killedAt = Date.now();
    await this.#live.losePrimary();
    return 'SIGKILL to its processes; its AWS endpoints answer no more';
  }

  async #awaitFailover(): Promise<string> {
    const { executions } = this.#live.region('recovery').states;
    await waitUntil(() => executions.size > 0, {
      withinMs: PATIENCE_MS,
      otherwise: () => 'no alarm rang: two vantage points have to see the region down',
    });
    const [execution] = executions.values();
    await execution?.result;
    const run = await this.#live.ledger.run(execution?.name ?? '');
    if (!run) throw new Error(`the ledger has no record of run ${execution?.name}`);
    this.#found.run = run;
    return (run.phases ?? []).map(({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`).join(', ');
  }

  async #awaitWrites(): Promise<string> {
    const { recovery } = this.settings.plan.regions;
    const client = this.#writing;
    const there = ({ writes }: NumberedWriter) =>
      writes.filter((write) => write.acknowledgedAt && write.region === recovery).length;
    await waitUntil(() => client.writers.every((one) => there(one) >= WRITES_AFTERWARDS), {
      withinMs: PATIENCE_MS,
      otherwise: () => `fewer than ${WRITES_AFTERWARDS} writes were acknowledged there`,
    });
    await client.stop();
    const { databases, caches } = this.#live.engines;
    const surviving = await numbersIn(databases.standby, databases.databaseName);
    const { primary } = this.settings.plan.regions;
    const loss = {
      killedAt: this.#found.killedAt ?? Number.NaN,
      lostRegion: primary,
      recoveryRegion: recovery,
    };
    this.#found.writes = client.database.writes;
    this.#found.surviving = surviving;
    this.#found.database = tallyOf({ ...loss, writes: this.#found.writes, surviving });
    this.#found.cache = caches
      ? tallyOf({
          ...loss,
          writes: client.cache?.writes ?? [],
          surviving: await numbersInCache(caches.standby),
        })
      : { notRehearsed: this.#live.engines.cacheNotRehearsed ?? 'unknown' };
    const { lost, killToFirstWriteSeconds } = this.#found.database;
    return `first one ${killToFirstWriteSeconds?.toFixed(2) ?? '?'} s after the kill, ${lost} acknowledged writes lost`;
  }

  async #returnPrimary(): Promise<string> {
    const oldPrimary = await returnOldPrimary(this.#live, this.#found.surviving ?? new Set());
    this.#found.oldPrimary = oldPrimary;
    return `${oldPrimary.refused} of ${oldPrimary.attempts} writes at its own door refused`;
  }
}
