import { losses } from './trust/losses';
import { promisedLines } from './trust/promise';
import { promotions } from './trust/promotions';
import { stalls } from './trust/stalls';
import { writeGaps } from './trust/write-gaps';
import { zombie } from './trust/zombie';

/*
 * `npm run bench`, or this file alone with a number of kills and stalls: what one has to be able to trust a failover for,
 * over and over, on real processes. A promise that is not kept ends in an exit code of 1.
 */
const RUNS = Number(process.argv[2] ?? 20);
const PROMOTIONS = Math.ceil(RUNS * 2.5);
const SWITCHOVERS = Math.ceil(RUNS / 4);

// An exit runs the handlers that end what was started.
process.on('SIGINT', () => process.exit(130));
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';

const promises = [
  await losses(RUNS),
  await stalls(RUNS),
  await zombie(),
  await promotions(PROMOTIONS),
  ...(await writeGaps(SWITCHOVERS)),
];
for (const line of promisedLines(promises)) console.log(line);
process.exitCode = promises.every(({ kept }) => kept) ? 0 : 1;
