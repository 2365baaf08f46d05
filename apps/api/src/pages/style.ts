/** The one style sheet. Colours keep a contrast of at least 4.5 : 1 for text, light and dark. */
export const STYLE = `:root { color-scheme: light dark; --ink: #1c2430; --soft: #55606e; --line: #d5dbe3; --paper: #ffffff; --ground: #f3f5f8; --accent: #0b5cad; --bad: #a4161a; --good: #176b3a;
  --AAA: #0f6b4f; --AA: #2a7a2f; --A: #5c6f00; --B: #8a5a00; --C: #a8430b; --D: #a4161a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a7b1be; --line: #38424f; --paper: #1a212a; --ground: #11161c; --accent: #7fb8f5; --bad: #ff9a94; --good: #7fd8a4;
  --AAA: #0f6b4f; --AA: #2a7a2f; --A: #5c6f00; --B: #8a5a00; --C: #a8430b; --D: #a4161a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .4rem .8rem; }
.bar { display: flex; align-items: baseline; gap: 1rem; padding: .8rem max(1rem, calc(50vw - 30rem)); background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { font-weight: 700; font-size: 1.15rem; text-decoration: none; } .tagline { color: var(--soft); flex: 1; font-size: .92rem; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .6rem 0; } h2 { font-size: 1.15rem; margin: 0 0 .6rem; } h3 { font-size: 1rem; margin: 0; } h4 { font-size: .88rem; margin: .5rem 0 0; color: var(--soft); }
section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 1rem 0; }
p { margin: .4rem 0; } .soft { color: var(--soft); } .small { font-size: .88rem; }
form { display: flex; flex-wrap: wrap; gap: .8rem; align-items: end; } label { display: block; font-weight: 600; } label .soft { font-weight: 400; display: block; font-size: .82rem; }
input { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: .4rem; padding: .4rem .6rem; width: 100%; } .field { flex: 1 1 14rem; }
button { font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: .4rem; padding: .55rem 1.1rem; cursor: pointer; }
.leave { display: inline; } button.link { background: none; color: var(--accent); font-weight: 400; padding: 0; text-decoration: underline; }
.score { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: center; } .total { font-size: 2.6rem; font-weight: 700; line-height: 1; }
.badge { display: inline-block; min-width: 3.2rem; text-align: center; color: #fff; border-radius: .5rem; padding: .2rem .7rem; font-weight: 700; } .score .badge { font-size: 1.6rem; }
${['AAA', 'AA', 'A', 'B', 'C', 'D'].map((grade) => `.badge.grade-${grade} { background: var(--${grade}); } .bar-of.grade-${grade} { fill: var(--${grade}); } .dot.grade-${grade} { fill: var(--${grade}); }`).join('\n')}
.mark { display: inline-block; border: 1px solid currentColor; border-radius: .4rem; padding: 0 .45rem; font-size: .82rem; font-weight: 600; } .mark.bad { color: var(--bad); } .mark.soft { color: var(--soft); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 600; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); } th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
tfoot td, tfoot th { font-weight: 700; border-bottom: 0; }
.entry { border-top: 1px solid var(--line); padding: .8rem 0; } .entry:first-of-type { border-top: 0; padding-top: 0; } .entry header { display: flex; flex-wrap: wrap; gap: .6rem; align-items: baseline; }
.points { font-weight: 700; font-variant-numeric: tabular-nums; min-width: 4rem; } .points.less { color: var(--bad); } .points.more { color: var(--good); }
ul { margin: .3rem 0; padding-left: 1.2rem; } blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
details > summary { cursor: pointer; font-weight: 600; } details + details { margin-top: .6rem; }
.curve { margin: 0; overflow-x: auto; } svg { width: 100%; min-width: 34rem; height: auto; display: block; } .small-chart svg { min-width: 0; }
.tick { font-size: 12px; fill: var(--soft); } .axis { stroke: var(--soft); } .bound { stroke: var(--line); stroke-dasharray: 4 4; } .line { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; } .dot { stroke: var(--paper); stroke-width: 1.5; }
.count { font-size: 14px; fill: var(--ink); }
@media print { body { background: #fff; } form, .language { display: none; } section { break-inside: avoid; } }
`;
