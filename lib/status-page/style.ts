import { styleWith } from '../page/style';

/** What a status has that a report has not. What is late is never green: its good is shown as unknown. */
const OWN = `
header{padding-top:20px}
.top{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 16px}
.fresh{color:var(--soft);font-size:.875rem;margin:0;font-variant-numeric:tabular-nums}
#late{position:sticky;top:0;z-index:1;margin:0;padding:10px 16px;font-weight:600;text-align:center;color:var(--bad);background:var(--bad-ground);border-bottom:2px solid currentColor}
#late:empty{display:none}
.late{--good:var(--unknown);--good-ground:var(--unknown-ground)}
.next{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:8px 20px;margin:16px 0;padding:14px 18px;background:var(--card);border:1px solid var(--line);border-radius:8px}
.next ul{list-style:none;margin:0;padding:0}.next li{margin:0 0 6px}.next li:last-child{margin:0}
code{font:.9375rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;padding:2px 7px;background:var(--page);border:1px solid var(--line);border-radius:5px;user-select:all;-webkit-user-select:all;-webkit-box-decoration-break:clone;box-decoration-break:clone}
.next .aside{display:inline}
th,td{white-space:nowrap}td.long{white-space:normal}
.steps{list-style:none;margin:0 0 10px;padding:0}
.steps li{display:grid;grid-template-columns:1.2rem 5rem minmax(0,1fr);gap:0 8px;margin:0;padding:6px 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
.steps li:last-child{border:0}
.steps .over .sign{color:var(--done)}.steps .now{color:var(--run);font-weight:650}.steps .ahead{color:var(--soft)}
@media (prefers-reduced-motion:no-preference){.steps .now .sign{animation:going 1.4s ease-in-out infinite}@keyframes going{50%{opacity:.25}}.late .steps .sign{animation:none}}
@media (max-width:799px){.next{grid-template-columns:minmax(0,1fr);gap:2px;padding:12px 14px}.next dd{margin-bottom:8px}.next dd:last-child{margin:0}.figures{grid-template-columns:1fr 1fr}dd strong{font-size:1.25rem}}
`;

export const STATUS_STYLE = styleWith(OWN);
