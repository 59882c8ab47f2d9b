/** One version of an object. */
export interface StoredObject {
  readonly key: string;
  readonly versionId: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  /** Where its contents lie. */
  readonly file: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly keyArn?: string | undefined;
  readonly lockedUntil?: Date | undefined;
  readonly replication?: 'PENDING' | 'COMPLETED' | 'REPLICA' | undefined;
}

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

export interface NewObject {
  readonly key: string;
  readonly body: Parameters<typeof import('node:fs/promises').writeFile>[1];
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly keyArn?: string | undefined;
}

/** What the model of S3 needs of a bucket, whatever its objects are kept in. */
export interface Bucket {
  /** The newest version, unless one is named. */
  readonly find: (key: string, versionId?: string) => Promise<StoredObject | undefined>;
  /** Those below a prefix, in the order of their keys' bytes. It may leave out what does not sort behind `after`. */
  readonly list: (prefix: string, after?: string) => Iterable<ListedObject>;
  readonly put: (object: NewObject) => Promise<StoredObject>;
  /** Removes a version, or hides the object when none is named. */
  readonly remove: (key: string, versionId?: string) => Promise<void>;
}

export const inKeyOrder = (a: { readonly key: string }, b: { readonly key: string }): number =>
  Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
