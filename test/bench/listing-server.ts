import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { segmentName } from '../../lib/domain/wal/segment-name';

/*
 * A process of its own: answers ListObjectsV2 as S3 words it, for an archive of a million segments on one timeline. Pages
 * are written beforehand, so that what is measured is the one who asks.
 */
const NAMES = 1_000_000;
const PAGE = 1_000;
const SEGMENT_BYTES = 2 ** 24;
const PREFIX = 'main/wal/';

const keyAt = (index: number) => `${PREFIX}${segmentName(1, index + 1, SEGMENT_BYTES)}`;
const rest =
  '<LastModified>2026-03-01T12:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag>' +
  '<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>' +
  `<Size>${SEGMENT_BYTES}</Size><StorageClass>STANDARD</StorageClass>`;
const pages = Array.from({ length: NAMES / PAGE }, (_, page) => {
  const objects = Array.from(
    { length: PAGE },
    (_, index) => `<Contents><Key>${keyAt(page * PAGE + index)}</Key>${rest}</Contents>`,
  );
  const next = page + 1 < NAMES / PAGE ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : '';
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
      `<Name>own</Name><Prefix>${PREFIX}</Prefix>${next}<KeyCount>${PAGE}</KeyCount><MaxKeys>${PAGE}</MaxKeys>` +
      `<IsTruncated>${next !== ''}</IsTruncated>${objects.join('')}</ListBucketResult>`,
  );
});

const server = createServer(({ url = '' }, response) => {
  const token = new URL(url, 'http://localhost').searchParams.get('continuation-token');
  response.writeHead(200, { 'content-type': 'application/xml' }).end(pages[Number(token ?? 0)]);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
