import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { EngineProcess } from '../../../rehearsal/engines/engine-process';
import type { FoundPrometheus } from '../../../rehearsal/engines/prometheus-binary';

/** It replays nothing and loads a few rules; the rest is for a machine under heavy load. */
const STARTS_WITHIN_MS = 60_000;

interface Watched {
  readonly directory: string;
  readonly port: number;
  /** Addresses that are asked for `/metrics`. */
  readonly targets: readonly string[];
  readonly ruleFile: string;
}

/** A Prometheus that scrapes and judges every second. */
export class PrometheusServer {
  #process: EngineProcess | undefined;

  constructor(
    private readonly binary: FoundPrometheus,
    private readonly watched: Watched,
  ) {}

  async start(): Promise<void> {
    const { directory, port, targets, ruleFile } = this.watched;
    await mkdir(directory, { recursive: true });
    const configuration = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [ruleFile],
      scrape_configs: [{ job_name: 'firebackup-ha', static_configs: [{ targets }] }],
    };
    const file = join(directory, 'prometheus.yml');
    await writeFile(file, stringify(configuration));
    this.#process = new EngineProcess({
      name: `Prometheus on port ${port}`,
      program: this.binary.found,
      args: [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(directory, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      env: { LC_ALL: 'C' },
      logFile: `${directory}.log`,
    });
    const isReady = () =>
      fetch(this.#url('/-/ready')).then(
        ({ ok }) => ok,
        () => false,
      );
    await this.#process.answering(isReady, STARTS_WITHIN_MS);
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  /** The values of a query now, in no order. */
  async values(query: string): Promise<readonly string[]> {
    const { data } = await this.#asked(`/api/v1/query?query=${encodeURIComponent(query)}`);
    return data.result.map(({ value }: { value: [number, string] }) => value[1]);
  }

  /** Every rule as it was judged last. */
  async rules(): Promise<
    readonly { readonly name: string; readonly health: string; readonly lastError?: string }[]
  > {
    const { data } = await this.#asked('/api/v1/rules');
    return data.groups.flatMap(({ rules }: { rules: [] }) => rules);
  }

  // biome-ignore lint/suspicious/noExplicitAny: what it answers has a form for each question.
  async #asked(path: string): Promise<any> {
    const answer = await fetch(this.#url(path));
    return answer.json();
  }

  #url = (path: string): string => `http://127.0.0.1:${this.watched.port}${path}`;
}
