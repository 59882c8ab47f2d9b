import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface KeySeen {
  /** `Enabled`, or why it is of no use: `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable` … */
  readonly state: string;
  /** Anything but `ENCRYPT_DECRYPT` encrypts no snapshot. */
  readonly usage: string | undefined;
}

/** What KMS says of keys in one region, and changes nothing. @throws our errors as `translate.ts` names them. */
export function keys(access: AwsAccess) {
  const client = withMiddleware(new KMSClient(clientSettings(access)), access);
  const at = `kms in ${access.region}`;

  return {
    seen: async (arn: string): Promise<KeySeen> => {
      const command = new DescribeKeyCommand({ KeyId: arn });
      const { KeyMetadata: found } = await asking(`${at}: describe ${arn}`, () => client.send(command));
      if (!found) throw new NotFound(`${at}: describe ${arn} answered with no key`);
      return { state: found.KeyState ?? 'unknown', usage: found.KeyUsage };
    },
  };
}
