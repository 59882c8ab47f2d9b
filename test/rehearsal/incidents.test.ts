import { eachHolds } from './an-incident';

eachHolds(['switchover', 'api-dead', 'cache-gone', 'partition-keep', 'old-region-returns']);
