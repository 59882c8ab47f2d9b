import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request as it came over the wire. */
export interface WireCall {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** What the protocol says is asked for: `x-amz-target`, or the body's `Action`; of REST, nothing. */
  readonly operation: string | undefined;
  readonly body: string;
  /** The service that the signature is for, and the region. */
  readonly signedFor: string | undefined;
  readonly region: string | undefined;
}

export interface WireAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server on this machine that AWS clients take for AWS. Every call is kept; one that nobody answers for gets a 501. */
export async function anAwsEndpoint(
  answer: (call: WireCall) => WireAnswer | undefined | Promise<WireAnswer | undefined>,
) {
  const calls: WireCall[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = wireCall(request, await text(request));
    calls.push(call);
    const {
      status = 200,
      headers = {},
      body = '',
    } = (await answer(call)) ?? { status: 501, body: 'not expected' };
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    env: {
      AWS_REGION: 'us-west-2',
      AWS_ACCESS_KEY_ID: 'EXAMPLEKEY',
      AWS_SECRET_ACCESS_KEY: 'example-secret',
      AWS_SESSION_TOKEN: 'example-session',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    },
    port,
    end: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function wireCall({ method = '', url = '', headers }: IncomingMessage, body: string): WireCall {
  const target = headers['x-amz-target'];
  const [, region, signedFor] =
    /Credential=EXAMPLEKEY\/\d+\/([\w-]+)\/([\w-]+)\//.exec(headers.authorization ?? '') ?? [];
  return {
    method,
    target: url,
    operation: typeof target === 'string' ? target : (new URLSearchParams(body).get('Action') ?? undefined),
    body,
    signedFor,
    region,
  };
}
