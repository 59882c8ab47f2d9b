import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import { Client, WRITE_EVERY_MS } from '../client';
import { courseOf } from '../course/course-of';
import { ReplicationWatch } from '../course/replication-watch';
import { SeenProbes } from '../course/seen-probes';
import { backupDifferences, differencesFromAws } from '../differences-from-aws';
import { Progress } from '../progress';
import type { BackupReport, Check } from '../report';
import type { Rehearsal, ScenarioSettings, Step } from '../scenario';
import { Schedules } from '../schedules';
import { type Surroundings, surroundingsOf } from '../surroundings';
import { World } from '../world';
import { answerNow } from './answer';
import { backupPlan } from './backup-plan';
import { restoreToChosenSecond } from './chosen-second';
import { damageArchive } from './damage-archive';
import { drillDamagedSnapshot, drillEveryKind, nothingLeft } from './drills';
import { makePoints } from './make-points';
import { pruneWithProof } from './prune';
import type { Look } from './stage';

/** Every kind of recovery point is made, restored, looked into, and damaged, while a client writes. */
export class Backups implements Rehearsal {
  readonly #startedAt = Date.now();
  readonly #checks: Check[] = [];
  #world: World | undefined;
  #client: Client | undefined;
  #schedules: Schedules | undefined;
  #points: readonly RecoveryPoint[] = [];
  #answer: readonly string[] = [];
  readonly #progress = new Progress();
  #replication: ReplicationWatch | undefined;
  #surroundings: Surroundings | undefined;

  constructor(private readonly settings: ScenarioSettings) {}

  get steps(): readonly Step[] {
    return [
      this.#progress.step('Build two regions, with archives', () => this.#build()),
      this.#progress.step('Make a recovery point of every kind', () => this.#look(makePoints)),
      this.#progress.step('Restore to a chosen moment', () => this.#look(restoreToChosenSecond)),
      this.#progress.step('Drill: restore every kind in the recovery region', () =>
        this.#look(drillEveryKind),
      ),
      this.#progress.step('Ask what could be recovered now', () => this.#ask()),
      this.#progress.step('Damage a snapshot, and drill again', () => this.#look(drillDamagedSnapshot)),
      this.#progress.step('Damage the WAL archive, and check it', () => this.#look(damageArchive)),
      this.#progress.step('Prune', () => this.#look(pruneWithProof)),
      this.#progress.step('Look for what was left behind', () => this.#look(nothingLeft)),
    ];
  }

  get world(): World | undefined {
    return this.#world;
  }

  report(): BackupReport {
    const { scenario, plan, compression } = this.settings;
    const [client, replication, surroundings] = [this.#client, this.#replication, this.#surroundings];
    if (!client || !replication || !surroundings) throw new Error('the rehearsal is not finished');
    const course = courseOf({
      world: this.#live,
      client,
      replication,
      startedAt: this.#startedAt,
      steps: this.#progress.done,
      moments: [],
      // Nobody probes: nothing is failed over here.
      probes: new SeenProbes(),
    });
    return {
      about: 'backups',
      scenario,
      verdict: this.#checks.some(({ outcome }) => outcome === 'failed') ? 'missed' : 'met',
      startedAt: new Date(this.#startedAt).toISOString(),
      seconds: (Date.now() - this.#startedAt) / 1000,
      regions: plan.regions,
      waitCompression: compression,
      checks: this.#checks,
      points: this.#points,
      answer: this.#answer,
      surroundings,
      course,
      awsCalls: Object.fromEntries([...this.#live.calls].sort()),
      notRehearsed: [...differencesFromAws(this.#live), ...backupDifferences(this.#live)],
    };
  }

  async end(): Promise<void> {
    this.#schedules?.stop();
    this.#replication?.stop();
    await this.#client?.stop();
    await this.#world?.end();
  }

  get #live(): World {
    if (!this.#world) throw new Error('the regions are not built yet');
    return this.#world;
  }

  async #build(): Promise<string> {
    const world = await World.build({
      plan: backupPlan(this.settings.plan),
      compression: this.settings.compression,
      around: ({ workflow, state }, run) => {
        if (workflow !== 'heartbeat') this.#progress.say(`${workflow}: ${state}`);
        return run();
      },
    });
    this.#world = world;
    // What is made before the first heartbeat has none, and would rightly be disproven for it.
    await world.region('primary').invoke('write-heartbeat');
    this.#schedules = new Schedules(world.region('primary'), this.settings.compression);
    this.#schedules.everyInterval('heartbeat', world.deployment.probe.interval);
    this.#surroundings = await surroundingsOf(world);
    this.#replication = new ReplicationWatch(world.engines.databases);
    this.#client = new Client(world);
    this.#client.start();
    return `${1000 / WRITE_EVERY_MS} numbered writes a second, a heartbeat every ${world.deployment.probe.interval} s`;
  }

  async #look(look: Look): Promise<string> {
    if (!this.#client) throw new Error('the client does not write yet');
    const checks = await look({ world: this.#live, client: this.#client });
    this.#checks.push(...checks);
    this.#points = await this.#live.ledger.recoveryPoints();
    return checks.map(({ title, outcome }) => `${title} ${outcome}`).join(', ');
  }

  async #ask(): Promise<string> {
    this.#answer = await answerNow(this.#live);
    return this.#answer[0] ?? 'nothing';
  }
}
