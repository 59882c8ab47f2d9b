import { Signer } from '@aws-sdk/rds-signer';
import { Client, type QueryResult } from 'pg';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  readonly user: string;
  /** How long a statement may take; without it, as long as one row needs. */
  readonly statementSeconds?: number | undefined;
}

/** The part of a connection that our statements use. */
export interface Session {
  query(text: string, values?: unknown[]): Promise<QueryResult>;
}

/** Runs `work` in a session of its own, which ends with it. */
export type ConnectPostgres = <Result>(
  endpoint: Endpoint,
  work: (session: Session) => Promise<Result>,
) => Promise<Result>;

/**
 * A database that hangs must not take the caller's whole time: 3 s to connect (a cross-zone TLS handshake takes well
 * under one), 5 s for a statement (ours touch one row).
 */
const CONNECT_TIMEOUT_MILLIS = 3_000;
const STATEMENT_TIMEOUT_MILLIS = 5_000;

/** Opens a session, lends it, and ends it. `credentials` is what differs between RDS and a rehearsal. */
export async function withSession<Result>(
  endpoint: Endpoint,
  credentials: { readonly password?: string; readonly ssl?: { readonly rejectUnauthorized: true } },
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    host: endpoint.host,
    port: endpoint.port,
    database: endpoint.databaseName,
    user: endpoint.user,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLIS,
    query_timeout: endpoint.statementSeconds ? endpoint.statementSeconds * 1_000 : STATEMENT_TIMEOUT_MILLIS,
    application_name: 'firebackup-ha',
    ...credentials,
  });
  // A connection that breaks reports to the query under way; without a listener the same event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Sessions on RDS as an IAM user: the token is signed locally, so a function inside the VPC needs no AWS API for it.
 * The certificate is checked against Amazon's roots, which Lambda's own bundle (NODE_EXTRA_CA_CERTS) holds.
 */
export const connectWithIam =
  (region: string): ConnectPostgres =>
  async (endpoint, work) => {
    const signer = new Signer({
      hostname: endpoint.host,
      port: endpoint.port,
      username: endpoint.user,
      region,
    });
    const password = await signer.getAuthToken();
    return withSession(endpoint, { password, ssl: { rejectUnauthorized: true } }, work);
  };

/**
 * Sessions on a server that a restore runs in a container. It has no certificate and asks for no password: only the
 * orchestrator's own security group gets to it, within the VPC, and it serves a copy for some hours.
 */
export const connectPlain: ConnectPostgres = (endpoint, work) => withSession(endpoint, {}, work);
