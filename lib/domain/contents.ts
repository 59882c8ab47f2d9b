import type { Instant } from './instant';

/** A thing of the schema: a table, a column, an index, an extension. */
export interface SchemaObject {
  /** Its kind and its whole name: `column public.invoices.paid_at`. The same wherever the schema is. */
  readonly object: string;
  /** What it is, from names and types alone. A dump and its restore do not change it. */
  readonly definition: string;
  /** An expression, as PostgreSQL words it. Restoring a dump may word it otherwise without changing it. */
  readonly expression?: string | undefined;
  /** The object that it goes with. */
  readonly parent?: string | undefined;
  /** The transaction that wrote it last, of all that ever were. Comparable between a server and its physical copies alone. */
  readonly writtenIn?: number | undefined;
}

/** What came of reading all rows of a table. */
export type ReadTable = { readonly table: string } & (
  | { readonly outcome: 'read'; readonly rows: number }
  /** There was no time. */
  | { readonly outcome: 'not read'; readonly because: string }
  /** The orchestrator's user may not read it, or not all of it. */
  | { readonly outcome: 'denied'; readonly because: string }
  /** PostgreSQL could not: a page is corrupt, or a file is gone. */
  | { readonly outcome: 'unreadable'; readonly because: string }
);

/** What came of one of the plan's own checks. */
export type OwnCheckResult = { readonly name: string } & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed' | 'not finished'; readonly because: string }
);

/** Everything that was read of a restored database. */
export interface RestoredContents {
  readonly heartbeat?:
    | { readonly writtenAt: Instant; readonly epoch: number; readonly writtenIn: number }
    | undefined;
  /** When the last transaction that recovery replayed was committed; unknown where nothing was replayed. */
  readonly lastCommitAt?: Instant | undefined;
  readonly tables: readonly ReadTable[];
  readonly objects: readonly SchemaObject[];
  /** The same for the same schema, in whatever order it was read. */
  readonly schemaHash: string;
  readonly extensions: Readonly<Record<string, string>>;
  readonly checks: readonly OwnCheckResult[];
}

/** What was read of the live side, which must not be made to work for it: no table is read whole. */
export interface LiveContents {
  readonly objects: readonly SchemaObject[];
  readonly schemaHash: string;
  /** Tables that have a row, each with the transaction that wrote one that it has. */
  readonly filled: readonly { readonly table: string; readonly writtenIn: number }[];
  /** Tables of which it could not be seen whether they have a row. */
  readonly unseen: readonly string[];
}

/** What a look into a restored store says: of a database, and in the same shape of a cache. */
export interface CheckedContents {
  /** `unknown`: there is nothing against it, and too little could be looked at to call it sound. */
  readonly outcome: 'sound' | 'doubted' | 'unknown';
  /** A sentence for each thing that is wrong. */
  readonly doubts: readonly string[];
  /** A sentence for each thing that could not be found out. */
  readonly unknowns: readonly string[];
  /** The moment that the data stands at. */
  readonly recoveredTo?: Instant | undefined;
  /** Figures for whoever asks later. */
  readonly evidence: Readonly<Record<string, unknown>>;
}
