import { eachHolds } from './an-incident';

jest.setTimeout(60_000);

eachHolds(['switchover', 'api-dead', 'cache-gone', 'partition-keep', 'old-region-returns']);
