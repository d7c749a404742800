#pragma once
// How the HTML page of hallctl map looks, on a screen and on paper.

#include <string_view>

namespace hall::tools {

inline constexpr std::string_view map_style = R"css(
:root { color-scheme: light; --ink: #1d2733; --soft: #5b6875; --line: #d7dde3; --paper: #f4f6f8; --accent: #0b6bb5;
  --bubble: #e4f3e1; --charge: #a8410a; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 15px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 .6rem; font-size: 1.2rem; border-bottom: 2px solid var(--line); }
h1 small, .soft { color: var(--soft); font-weight: normal; font-size: .85em; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
.legend { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
.legend dd { margin: 0; }
.tree ul { list-style: none; margin: 0; padding-left: 1.4rem; border-left: 1px solid var(--line); }
.tree > ul { padding-left: 0; border: 0; } .tree li { padding: .05rem 0; }
.digit { display: inline-block; min-width: 1.5em; margin-right: .4em; text-align: center; border-radius: .3em;
  background: var(--ink); color: #fff; font-size: .85em; }
.code, .alias { display: inline-block; padding: 0 .4em; margin: 0 .15em; border: 1px solid var(--accent);
  border-radius: .3em; font: .85em/1.5 ui-monospace, Consolas, "Noto Sans Mono CJK SC", monospace; background: #fff; }
.alias { border-style: dashed; border-color: var(--soft); color: var(--soft); }
.charge { color: var(--charge); font-weight: 600; }
article { background: #fff; border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; margin: .8rem 0;
  break-inside: avoid; }
article h3 { margin: 0 0 .3rem; font-size: 1.05rem; } article p { margin: .15rem 0; }
.bubbles { display: flex; flex-wrap: wrap; gap: .8rem; margin-top: .6rem; align-items: flex-start; }
.bubble { width: 21rem; max-width: 100%; }
.bubble blockquote { margin: 0; padding: .55rem .8rem; background: var(--bubble); border-radius: 1rem 1rem 1rem .2rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.bubble .figures, .bubble .slug { color: var(--soft); font-size: .8em; padding: 0 .5rem; }
.sample { border-bottom: 1px dotted var(--ink); } .open { color: var(--charge); font-family: ui-monospace, monospace;
  font-size: .9em; }
@media print { body { background: #fff; padding: 0; max-width: none; font-size: 11px; } a { color: inherit; }
  .tree { break-after: page; } .bubble { width: 15rem; }
  .digit, .bubble blockquote { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
)css";

}  // namespace hall::tools
