import { styleWith } from '../../lib/page/style';

const CHARTS = `
figure{margin:6px 0 18px}
figcaption{font-size:.875rem;color:var(--soft);margin-bottom:10px}figcaption strong{color:var(--ink)}
details{font-size:.875rem;margin-top:4px}summary{cursor:pointer;color:var(--first);padding:4px 0}
svg{display:block;max-width:100%;height:auto;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;fill:var(--ink)}
svg.narrow{display:none}
.axis line{stroke:var(--grid)}.axis text,.value{fill:var(--soft);font-variant-numeric:tabular-nums}
.name,.group,.lane,.value,.note,.moments text{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.name,.group{font-weight:600}.value{font-weight:600}.lane{fill:var(--ink)}
.note{font-weight:600;fill:var(--bad);stroke:var(--bad-ground)}
.moments line{stroke:var(--bad);stroke-dasharray:3 3}.moments text{fill:var(--bad);font-weight:600}
rect.good{fill:var(--good)}rect.bad,rect.down{fill:var(--bad)}rect.up{fill:var(--good)}
rect.unknown,rect.nothing{fill:none;stroke:var(--unknown);stroke-dasharray:3 2}
rect.done{fill:var(--done)}rect.run{fill:var(--run)}
.objective{stroke:var(--ink);stroke-width:3;fill:none}
.hatch{position:absolute}
.first{fill:var(--first)}.second{fill:url(#hatch)}.hatch-ground{fill:var(--second-ground)}.hatch-line{fill:var(--second)}
rect.second,path.second{stroke-width:1;stroke:var(--second)}
.gap{fill:var(--bad-ground)}.span{stroke:var(--bad);fill:none}
.line{fill:none;stroke-width:2.2;stroke-linejoin:round}.heartbeat{stroke:var(--first)}.behind{stroke:var(--second);stroke-dasharray:5 4}
@media (max-width:799px){svg.wide{display:none}svg.narrow{display:block}}
@media print{svg.wide{display:block}svg.narrow{display:none}svg{break-inside:avoid}}
`;

export const STYLE = styleWith(CHARTS);
