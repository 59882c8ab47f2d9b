import { accessTo } from '../lib/aws/client-settings';
import { type Ledger, ledger } from '../lib/aws/ledger';
import { runHeadItems } from '../lib/aws/ledger-runs';
import { type LedgerTable, ledgerTable } from '../lib/aws/ledger-table';
import { workflows } from '../lib/aws/workflows';
import type { Run } from '../lib/domain/run';
import type { Deployment, Place } from '../lib/plan/deployment';
import type { Plan } from '../lib/plan/plan';
import { Alarm } from './alarm';
import { type Api, REGION_HEADER } from './api';
import { Clock } from './clock';
import { type Cloud, modelCloud } from './cloud/cloud';
import { type AwsCall, interception, NotModelled, regionIsGone } from './cloud/interception';
import type { Rds } from './cloud/rds';
import { Leftovers } from './leftovers';
import { localDeployment } from './local-deployment';
import { APPLICATION_DOOR, apiOf, type Engines, startEngines } from './local-engines';
import { Network, type Road, roadTo } from './network';
import { PublicName } from './public-name';
import { Region, type RegionSettings } from './region';
import { LEDGER_TABLE, regionEnvironment } from './region-environment';

export interface WorldSettings {
  readonly plan: Plan;
  /** By what waits between retries, and the pace of health checks and schedules, are divided. */
  readonly compression: number;
  /** What the alarm on a lost region sets off; nothing when a person is to start the failover. */
  readonly onAlarm?: () => void;
  readonly around?: RegionSettings['around'];
  /** What of the plan's `failover` is rehearsed as it stands; without it, a rehearsal fails over by itself. */
  readonly failover?: Partial<Deployment['failover']>;
}

/** Of some 16 checkers, each of which asks every 30 s, the third has asked by then: Route 53 follows more than 18 % of them. */
const HEALTH_CHECK_SECONDS = 10;

/** Two regions that can serve and one that only watches, all on this machine. */
export class World {
  readonly clock = new Clock();
  readonly regions: ReadonlyMap<string, Region>;
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly network: Network;
  /** How often each AWS operation was called. */
  readonly calls = new Map<string, number>();

  private constructor(
    readonly settings: WorldSettings,
    readonly engines: Engines,
    readonly apis: Readonly<Record<Place, Api>>,
    readonly publicName: PublicName,
    private readonly road: Road,
    private readonly leftovers: Leftovers,
  ) {
    const { plan } = settings;
    this.network = new Network(plan.regions.primary, engines, road);
    const api = {
      publicUrl: publicName.url,
      primaryUrl: road.url,
      recoveryUrl: apis.recovery.url,
      regionHeader: REGION_HEADER,
      writeUrl: publicName.writeUrl,
    };
    const local = localDeployment(plan, { ...engines, api });
    this.deployment = { ...local, failover: { ...local.failover, ...settings.failover } };
    this.cloud = modelCloud({
      plan,
      ...engines,
      folder: leftovers.folder,
      leftovers,
      clock: this.clock,
      applicationDoor: APPLICATION_DOOR,
      primaryUrl: road.url,
      isAlive: (region) => (this.regions.get(region)?.alive ?? false) && this.network.reaches(region),
    });
    const alarm = new Alarm('RegionDown', settings.onAlarm ?? (() => undefined));
    this.regions = new Map(
      (['primary', 'recovery', 'witness'] as const).map((place) => {
        const measured = place === 'recovery' ? { measured: alarm.measured } : {};
        return [plan.regions[place], new Region({ ...this.#regionSettings(place), ...measured })];
      }),
    );
    publicName.check(
      () => this.region('recovery').invoke('serve-role'),
      (HEALTH_CHECK_SECONDS * 1000) / settings.compression,
    );
  }

  /** Builds everything; when a part of it fails, what had been started is ended. */
  static async build(settings: WorldSettings): Promise<World> {
    const leftovers = new Leftovers();
    try {
      const engines = await startEngines(settings.plan, leftovers);
      const { primary, recovery } = settings.plan.regions;
      const apis = {
        primary: apiOf(engines, 'primary', { region: primary, folder: leftovers.folder }),
        recovery: apiOf(engines, 'standby', { region: recovery, folder: leftovers.folder }),
      };
      for (const api of [apis.primary, apis.recovery]) {
        await api.start();
        leftovers.add(() => api.kill());
      }
      const road = await roadTo(apis.primary.url);
      const healthOf = (region: string) => (region === primary ? road : apis.recovery).url;
      const publicName = new PublicName({ primary, recovery }, healthOf);
      await publicName.open();
      leftovers.add(() => publicName.close());
      return new World(settings, engines, apis, publicName, road, leftovers);
    } catch (error) {
      leftovers.end();
      throw error;
    }
  }

  region(place: Place | 'witness'): Region {
    const found = this.regions.get(this.settings.plan.regions[place]);
    if (!found) throw new RangeError(`no ${place} region`);
    return found;
  }

  /** The ledger, as somebody in the recovery region reads it. */
  get ledger(): Ledger {
    return ledger(this.#accessTo('recovery'), { table: LEDGER_TABLE, deployment: this.deployment });
  }

  /** The same, with what people ask of it besides. */
  get truth(): Ledger & ReturnType<typeof runHeadItems> {
    return { ...this.ledger, ...runHeadItems(this.#table) };
  }

  /** What the ledger keeps of every run, the first one first. */
  async runs(): Promise<readonly Run[]> {
    const runs = await this.#table.list<Run>('run#');
    const moment = ({ decidedAt, endedAt }: Run) => Date.parse(decidedAt ?? endedAt ?? '') || 0;
    return [...runs].sort((one, other) => moment(one) - moment(other));
  }

  /** Starts a failover by the API, as the alarm's rule or a person does. */
  startFailover(run: string, trigger: string, execution = run): Promise<'started' | 'already started'> {
    const arn = this.region('recovery').machineArn('failover');
    return workflows(this.#accessTo('recovery')).start(arn, execution, { run, trigger });
  }

  /** The primary region dies at once: its processes by SIGKILL, what runs in it, and what answers for it. */
  async losePrimary(): Promise<void> {
    const { databases, caches } = this.engines;
    databases.primary.server.killNow();
    caches?.primary.server.killNow();
    this.apis.primary.kill();
    this.region('primary').lose();
    this.cloud.containers.get(this.settings.plan.regions.primary)?.stopAll();
    const { restores } = this.#rds('primary');
    await Promise.all([databases.primary.server.kill(), caches?.primary.server.kill(), restores.kill()]);
  }

  /** Where everything of this world lies. */
  get folder(): string {
    return this.leftovers.folder;
  }

  async end(): Promise<void> {
    for (const region of this.regions.values()) region.close();
    await Promise.all([this.#rds('primary').end(), this.#rds('recovery').end()]);
    const { databases, caches } = this.engines;
    const sides = [databases.primary, databases.standby, caches?.primary, caches?.standby];
    const gates = [...sides.map((side) => side?.gate), databases.link, caches?.link, this.road.gate];
    await Promise.all(gates.map(async (gate) => gate?.close()));
    this.leftovers.end();
  }

  #regionSettings(place: Place | 'witness'): RegionSettings {
    const { plan, compression, around } = this.settings;
    const name = plan.regions[place];
    return {
      name,
      deployment: plan.name,
      env: regionEnvironment(place, plan, this.deployment),
      now: this.clock.now,
      compression,
      services: this.cloud.services.get(name) ?? {},
      answer: (call) => this.network.carry({ ...call, from: name }, this.answer),
      route: this.cloud.containers.get(name)?.route ?? ((endpoint) => endpoint),
      ...(around ? { around } : {}),
    };
  }

  #rds(place: Place): Rds {
    const found = this.cloud.rds.get(this.settings.plan.regions[place]);
    if (!found) throw new RangeError(`no RDS in the ${place} region`);
    return found;
  }

  get #table(): LedgerTable {
    const { name: deployment } = this.deployment;
    return ledgerTable(this.#accessTo('recovery'), { table: LEDGER_TABLE, deployment });
  }

  #accessTo(place: Place) {
    const region = this.settings.plan.regions[place];
    return accessTo(region, interception(this.answer)(region));
  }

  /** Answers an AWS call as the region that it goes to. */
  readonly answer = async (call: AwsCall): Promise<object> => {
    const region = this.regions.get(call.region);
    const services = region?.services ?? this.cloud.services.get(call.region);
    if (!services || region?.alive === false) throw regionIsGone(call);
    const operation = services[call.service]?.[call.operation];
    if (!operation) throw new NotModelled(call);
    const name = `${call.service}.${call.operation}`;
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
    return operation(call.input);
  };
}
