import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, answerPage, type Known, STATUS_PATHS } from '../../lib/status-page/answer-page';

const HOST = '127.0.0.1';

interface Serving {
  /** 0: any that is free. */
  readonly port: number;
  readonly everySeconds: number;
  readonly readFrom: (known: Known) => string;
  /** Asked each time that somebody looks. Never fails: who knows nothing says so. */
  readonly read: () => Promise<Known>;
}

/**
 * A status page for whoever sits at this machine. It listens to nobody else; and to no page of elsewhere that had its name
 * lead here, which would ask for it by that name.
 */
export class PageServer {
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  private constructor(private readonly serving: Serving) {}

  /** @throws when the port is taken, or may not be had */
  static async open(serving: Serving): Promise<PageServer> {
    const page = new PageServer(serving);
    page.#server.listen(serving.port, HOST);
    await once(page.#server, 'listening');
    return page;
  }

  get address(): string {
    return `http://${this.#host}/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get #host(): string {
    return `${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  async #serve({ method, url, headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url ?? '/', this.address);
    if (headers.host !== this.#host) return plain(response, 421, `expected to be asked for as ${this.#host}`);
    if (method !== 'GET') return plain(response, 405, 'expected GET');
    if (pathname !== '/' && !STATUS_PATHS.includes(pathname))
      return plain(response, 404, `expected / or ${STATUS_PATHS.join(' or ')}`);
    const known = await this.serving.read();
    const { everySeconds, readFrom } = this.serving;
    const answer = answerPage(
      known,
      { path: pathname, accept: headers.accept },
      { everySeconds, readFrom: readFrom(known) },
    );
    send(response, answer);
  }
}

function send(response: ServerResponse, { statusCode, headers, body }: Answer): void {
  response.writeHead(statusCode, headers).end(body);
}

function plain(response: ServerResponse, statusCode: number, said: string): void {
  response.writeHead(statusCode, { 'content-type': 'text/plain' }).end(`${said}\n`);
}
