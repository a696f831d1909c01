"""The style of the HTML view. Colours are translucent, so that they lie on light and dark pages alike."""

#: Everything is under .govner, since a notebook's own page must keep its looks.
STYLE = """
.govner { font: 16px/1.9 system-ui, "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei",
  sans-serif; --line: #8886; --soft: #8882; overflow-wrap: anywhere; text-align: left; }
.govner h1 { font-size: 1.35rem; line-height: 1.4; margin: .3rem 0; }
.govner h2 { font-size: 1.05rem; border-bottom: 1px solid var(--line); margin: 2rem 0 .7rem; }
.govner h1, .govner h2, .govner h3 { font-weight: 600; color: inherit; letter-spacing: normal; }
.govner p { margin: .2rem 0; }
.govner a { color: inherit; text-decoration: underline dotted; text-underline-offset: .25em; }
.govner .meta, .govner .key { opacity: .7; font-size: .875em; }
.govner .key { margin-right: .5em; white-space: nowrap; }
.govner .legend mark { margin-right: .5em; white-space: nowrap; font-size: .8125em; }
.govner .text { white-space: pre-wrap; position: relative; }
.govner .chrome { opacity: .5; font-size: .8125em; }
.govner .headline { font-weight: 600; }
.govner .ctl { background: #e00; color: #fff; font: .75em monospace; border-radius: .2em; padding: 0 .2em; }
.govner mark { color: inherit; border-radius: .25em; padding: .1em .12em; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
.govner .PERSON { background: #4f8ef755; } .govner .POST { background: #9b6ef344; }
.govner .ORGANIZATION { background: #f2a33a55; } .govner .PLACE { background: #3fae6a55; }
.govner .DATE { background: #e4587a4d; } .govner .SLOGAN { background: #d9c02a66; }
.govner .GROUP { background: none; border-bottom: 2px dotted #f2a33a; border-radius: 0; }
.govner .EVENT { background: none; border-bottom: 2px solid #e4587a; border-radius: 0; }
.govner .item { border-bottom: 2px dashed #b99f0d; }
.govner :target, .govner mark:focus { outline: 2px solid #4f8ef7; outline-offset: 1px; }
.govner [data-tip]::after { content: attr(data-tip); display: none; position: absolute; left: 0; z-index: 9;
  margin-top: 1.9em; width: fit-content; max-width: min(100%, 34rem); box-sizing: border-box; padding: .45rem .7rem;
  border-radius: .4rem; background: #1d2430; color: #f2f4f8; font: 400 13px/1.6 system-ui, "PingFang SC",
  "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; white-space: pre-line; box-shadow: 0 2px 10px #0007;
  pointer-events: none; }
.govner [data-tip]:hover:not(:has([data-tip]:hover))::after, .govner [data-tip]:focus::after { display: block; }
.govner .card { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; margin: .7rem 0;
  background: var(--soft); }
.govner .card h3 { font-size: 1em; margin: 0 0 .2rem; }
.govner .card ol { margin: .3rem 0; padding-left: 1.6em; }
.govner .said { border-left: 3px solid var(--line); margin: .3rem 0; padding-left: .7rem; }
"""

#: A page of its own follows the reader's light or dark setting.
PAGE_STYLE = """
:root { color-scheme: light dark; }
body { background: Canvas; color: CanvasText; margin: 0 auto; max-width: 54rem; padding: 1rem; }
@media (max-width: 40rem) { body { padding: .6rem; } .govner { font-size: 15px; } }
"""
