import type { AnswerAws } from './cloud/interception';
import { Gate } from './engines/gate';
import { Faults, type SentCall } from './faults';
import type { Engines } from './local-engines';

const OUTSIDE = 'outside';

/** The address of an API as it is seen from outside its region, which a partition closes. */
export interface Road {
  readonly gate: Gate;
  readonly url: string;
}

export async function roadTo(url: string): Promise<Road> {
  const there = new URL(url);
  const gate = await Gate.open(Number(there.port), [OUTSIDE]);
  there.port = String(gate.port(OUTSIDE));
  return { gate, url: there.href };
}

/** What lies between the regions: their APIs' addresses, the streams of their engines, and the calls of AWS clients. */
export class Network {
  readonly faults = new Faults();
  #heal: (() => void) | undefined;

  constructor(
    private readonly primaryRegion: string,
    private readonly engines: Engines,
    private readonly road: Road,
  ) {}

  /** Whether the others reach a region, as far as the network goes. */
  reaches(region: string): boolean {
    return !this.#heal || region !== this.primaryRegion;
  }

  /**
   * Cuts the primary region off from the two others: it lives on, with the clients that are near to it. Its replica of the
   * ledger has no quorum any more, and so answers nobody.
   */
  partition(): void {
    const inside = (region: string) => region === this.primaryRegion;
    const crosses = ({ from, region, service }: SentCall) =>
      inside(from) !== inside(region) || (inside(from) && service === 'DynamoDB');
    const heal = this.faults.add({ harm: 'unreachable', hits: crosses });
    for (const gate of this.#ways()) gate.partition(true);
    this.#heal = () => {
      heal();
      for (const gate of this.#ways()) gate.partition(false);
    };
  }

  /** What the engines stream stands still; their clients notice nothing. */
  stopReplication(): void {
    for (const gate of this.#links()) gate.partition(true);
  }

  heal(): void {
    this.#heal?.();
    this.#heal = undefined;
  }

  carry(call: SentCall, answer: AnswerAws): Promise<object> {
    return this.faults.around(call, answer);
  }

  #ways(): readonly Gate[] {
    return [this.road.gate, ...this.#links()];
  }

  #links(): readonly Gate[] {
    const { databases, caches } = this.engines;
    return [databases.link, ...(caches ? [caches.link] : [])];
  }
}
