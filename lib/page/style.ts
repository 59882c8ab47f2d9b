import { properties } from './colours';

/* The system's fonts: a file that loads nothing has no others. */

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:800px;margin:0 auto;padding:0 16px}
header{padding-top:28px}
h1,h2,h3{line-height:1.25;margin:0}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-bottom:10px}h3{font-size:1rem;margin:18px 0 6px}
p,ul{margin:0 0 10px}ul{padding-left:20px}ul ul{margin:2px 0}li{margin:3px 0}
.verdict{font-size:1.3rem;font-weight:650;margin:12px 0;padding:10px 14px;border-radius:8px;border-left:6px solid currentColor}
p.good{color:var(--good);background:var(--good-ground)}p.bad{color:var(--bad);background:var(--bad-ground)}p.unknown,p.attention{color:var(--unknown);background:var(--unknown-ground)}p.busy{color:var(--run);background:var(--run-ground)}
.sentence{font-size:1.05rem}
.conditions,footer{color:var(--soft);font-size:.875rem}
footer{padding-top:8px;padding-bottom:32px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:16px 0}
.figures div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 12px}
dt{color:var(--soft);font-size:.875rem}dd{margin:0}
dd strong{display:block;font-size:1.5rem;line-height:1.3;font-weight:650}
dd span{color:var(--soft);font-size:.8125rem;line-height:1.35;display:block}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:18px 24px;margin:16px 0}
section>:last-child{margin-bottom:0}
`;

const TABLES = `
.scroll{overflow-x:auto;margin:8px 0 14px;background:linear-gradient(90deg,var(--card) 60%,transparent) 0 0/24px 100% local no-repeat,linear-gradient(270deg,var(--card) 60%,transparent) 100% 0/24px 100% local no-repeat,linear-gradient(90deg,var(--line),transparent) 0 0/10px 100% no-repeat,linear-gradient(270deg,var(--line),transparent) 100% 0/10px 100% no-repeat}
.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--first);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}
caption{text-align:left;color:var(--soft);padding-bottom:4px}caption span{position:sticky;left:0;display:inline-block;max-width:calc(100vw - 64px)}
th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th{font-weight:600}
td.good{color:var(--good)}td.bad{color:var(--bad)}td.unknown,td.attention{color:var(--unknown)}td.busy{color:var(--run)}
td.good,td.bad,td.unknown,td.busy,td.attention{white-space:nowrap}td.long{white-space:normal;min-width:10rem}
.sign{font-weight:700}
`;

/** On paper nothing can be opened, so it is open; and a page is as wide as a desk, whatever it is measured as. */
const MEDIA = `
@media (max-width:799px){header,main,footer{padding-left:12px;padding-right:12px}section{padding:14px 16px}td{white-space:nowrap}td.long{min-width:13rem}}
@media print{
:root{color-scheme:light;${properties('light')}}
body{background:#fff;font-size:11pt}
header,main,footer{max-width:none;padding:0}header{padding-top:0}
section{border:0;border-top:1px solid var(--line);border-radius:0;padding:12px 0}
tr,.figures,.verdict{break-inside:avoid}h2,h3,caption,figcaption{break-after:avoid}
.scroll{overflow:visible;background:none}td{white-space:normal}summary{display:none}details::details-content{content-visibility:visible;display:block}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}`;

/** The style of a page, with what its kind has of its own. */
export const styleWith = (own: string): string => `:root{color-scheme:light dark;${properties('light')}}
@media (prefers-color-scheme:dark){:root{${properties('dark')}}}${PAGE}${TABLES}${own}${MEDIA}`;
