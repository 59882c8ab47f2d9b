import { createHash } from 'node:crypto';
import type { WireAnswer, WireCall } from './an-aws-endpoint';

const TEXT = 'the text';

const xml = (body: string, headers: Readonly<Record<string, string>> = {}): WireAnswer => ({
  headers: { 'content-type': 'application/xml', ...headers },
  body,
});

/** What S3, Route 53 and Lambda say: they are asked by paths, and answer in headers too. */
export function restAnswer({ method, target }: WireCall): WireAnswer {
  const headers = {
    'last-modified': 'Sun, 01 Mar 2026 03:00:09 GMT',
    'x-amz-version-id': 'v9',
    'x-amz-checksum-crc64nvme': 'text',
    'x-amz-checksum-sha256': 'text',
    'x-amz-object-lock-retain-until-date': '2026-04-01T03:00:09Z',
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'arn:key',
    'x-amz-replication-status': 'COMPLETED',
    'x-amz-meta-rows': '7',
    etag: '"text"',
    expires: 'never',
  };
  if (method === 'HEAD') return { headers: { ...headers, 'content-length': '4096' } };
  if (target.includes('/invocations')) return { body: '{"b":2}' };
  if (target.endsWith('/configuration'))
    return { body: '{"CodeSha256":"text","Environment":{"Variables":{"DEPLOYMENT":"packed"}}}' };
  if (target.includes('/healthcheck/')) {
    const report =
      '<StatusReport><Status>Success: 200</Status><CheckedTime>2026-03-01T03:00:00Z</CheckedTime></StatusReport>';
    const seen = `<HealthCheckObservation><Region>us-east-1</Region><IPAddress>10.0.0.1</IPAddress>${report}</HealthCheckObservation>`;
    return xml(
      `<GetHealthCheckStatusResponse><HealthCheckObservations>${seen}</HealthCheckObservations></GetHealthCheckStatusResponse>`,
    );
  }
  if (target.includes('object-lock')) {
    return xml(
      '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>',
    );
  }
  if (target.includes('list-type')) {
    const object =
      '<Contents><Key>wal/1</Key><LastModified>2026-03-01T03:00:00.000Z</LastModified><ETag>a</ETag><Size>7</Size></Contents>';
    return xml(
      `<ListBucketResult><IsTruncated>false</IsTruncated>${object}<KeyCount>1</KeyCount></ListBucketResult>`,
    );
  }
  if (method === 'GET') {
    const sum = createHash('sha256').update(TEXT).digest('base64');
    return { headers: { 'content-length': String(TEXT.length), 'x-amz-checksum-sha256': sum }, body: TEXT };
  }
  const copied =
    '<CopyObjectResult><ETag>a</ETag><LastModified>2026-03-01T03:00:00Z</LastModified></CopyObjectResult>';
  return xml(method === 'PUT' && target.includes('CopyObject') ? copied : '', headers);
}
