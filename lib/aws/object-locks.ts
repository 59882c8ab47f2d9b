import { GetObjectLockConfigurationCommand, PutObjectRetentionCommand, S3Client } from '@aws-sdk/client-s3';
import type { Instant } from '../domain/instant';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import type { ObjectVersion } from './object-versions';
import { asking } from './translate';

export type ObjectLocks = ReturnType<typeof objectLocks>;

/** Verbs over S3 in one region that keep versions from being deleted. */
export function objectLocks(access: AwsAccess) {
  const at = `s3 in ${access.region}`;
  const client = withMiddleware(new S3Client(clientSettings(access)), access);
  return {
    /** Whether versions in a bucket can be locked; that is decided when the bucket is made. */
    canLock: async (bucket: string): Promise<boolean> => {
      const command = new GetObjectLockConfigurationCommand({ Bucket: bucket });
      try {
        const said = await asking(`${at}: lock configuration of ${bucket}`, () => client.send(command));
        return said.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
      } catch (error) {
        if (error instanceof Error && error.name === 'ObjectLockConfigurationNotFoundError') return false;
        throw error;
      }
    },

    /**
     * Nobody can delete the version before `until`, the account's root user included: in compliance mode there is no permission to
     * go round a lock, which whoever has taken over an administrator would have. It can be prolonged and not shortened: another call is harmless.
     */
    lock: async ({ bucket, key, versionId }: ObjectVersion, until: Instant): Promise<void> => {
      const command = new PutObjectRetentionCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date(until) },
      });
      await asking(`${at}: lock ${bucket}/${key} version ${versionId}`, () => client.send(command));
    },
  };
}
