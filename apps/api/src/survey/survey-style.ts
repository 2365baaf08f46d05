/**
 * The style sheet of the form: for a phone first. Colours keep a contrast of at least 4.5 : 1 for text and 3 : 1 for what
 * is to be touched, light and dark; what is to be touched is at least 44 pixels high.
 */
export const SURVEY_STYLE = `:root { color-scheme: light dark; --ink: #1c2430; --soft: #525d6b; --edge: #6d7886; --line: #d5dbe3; --paper: #ffffff; --ground: #f3f5f8; --accent: #0b5cad; --on-accent: #ffffff; --bad: #a4161a; --good: #176b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #a7b1be; --edge: #8994a3; --line: #38424f; --paper: #1a212a; --ground: #11161c; --accent: #7fb8f5; --on-accent: #0c1218; --bad: #ff9a94; --good: #7fd8a4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: .4rem 0; } h2 { font-size: 1.1rem; margin: 0 0 .2rem; }
.soft { color: var(--soft); } .small { font-size: .9rem; }
p { margin: .4rem 0; }
section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 1rem 0; }
fieldset, .question { border: 0; border-top: 1px solid var(--line); margin: .8rem 0 0; padding: .8rem 0 0; min-width: 0; }
legend { float: left; width: 100%; padding: 0; font-weight: 600; } legend + * { clear: both; }
label.ask { display: block; font-weight: 600; }
.name { display: block; } .text { display: block; font-weight: 400; }
.ends { display: block; margin: .2rem 0 .5rem; }
.scale { display: grid; grid-template-columns: repeat(5, 1fr); gap: .4rem; }
.of-eleven { grid-template-columns: repeat(6, 1fr); }
.choices { display: grid; gap: .4rem; }
.scale label, .choices label { position: relative; display: flex; align-items: center; justify-content: center; min-height: 2.9rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--paper); cursor: pointer; }
.choices label { justify-content: flex-start; padding: .3rem .8rem .3rem 2.6rem; }
.scale label.none { grid-column: 1 / -1; min-height: 2.75rem; color: var(--soft); border-style: dashed; font-size: .9rem; }
.scale input, .choices input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.choices input { inset: auto auto auto .8rem; width: 1.2rem; height: 1.2rem; opacity: 1; accent-color: var(--accent); }
.scale label:not(.none):has(:checked) { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 700; outline: 2px solid var(--accent); }
.scale label:has(:focus-visible), .choices label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 3px; }
.choices label:has(:checked) { border-color: var(--accent); outline: 2px solid var(--accent); }
textarea { width: 100%; min-height: 7rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: .5rem; padding: .6rem; }
.wrong { border-left: 4px solid var(--bad); padding-left: .8rem; }
.problem { display: block; color: var(--bad); font-weight: 600; margin: .2rem 0 .4rem; }
.summary { border: 2px solid var(--bad); } .summary h2 { color: var(--bad); } .summary a { color: var(--bad); }
.buttons { display: grid; gap: .6rem; margin: 1rem 0; }
button { font: inherit; font-weight: 600; min-height: 3rem; padding: .5rem 1.4rem; border-radius: .5rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.first { position: absolute; left: -999px; }
button.second { background: var(--paper); color: var(--accent); }
button.language { min-height: 2.75rem; padding: .3rem .9rem; background: none; color: var(--accent); white-space: nowrap; }
@media (min-width: 40rem) {
  main { padding: 1.5rem; }
  .scale { display: flex; }
  .scale label { flex: 1 1 0; min-width: 0; }
  .scale label.none { flex: 0 0 5.6rem; min-height: 2.9rem; }
  .buttons { display: flex; flex-wrap: wrap; }
}
@media (forced-colors: active) { .scale label:not(.none):has(:checked) { forced-color-adjust: none; background: Highlight; color: HighlightText; } }
`;
