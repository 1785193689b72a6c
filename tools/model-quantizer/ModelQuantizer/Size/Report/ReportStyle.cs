namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>How the report looks, in light and dark.</summary>
internal static class ReportStyle
{
    /// <summary>Classes c0 to c7 of blocks.</summary>
    public const int Colours = 8;

    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b2430; --soft: #5c6773; --line: #d8dde3; --paper: #fff; --tint: #f4f6f8;
          --yes: #17703c; --no: #b3261e; --w: #5b7fb8; --t: #d08a3c }
        @media (prefers-color-scheme: dark) { :root { --ink: #e3e8ee; --soft: #9aa5b1; --line: #37414c; --paper: #14191f; --tint: #1c232b;
          --yes: #6fd195; --no: #ff8a80; --w: #7fa3dc; --t: #e0a863 } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif }
        main { max-width: 1240px; margin: 0 auto; padding: 20px 24px 60px }
        h1 { font-size: 24px; margin: 0 0 4px; overflow-wrap: anywhere } h2 { font-size: 18px; margin: 32px 0 8px } h3 { font-size: 15px }
        .facts { margin: 0 } .hash, small, dd { color: var(--soft); overflow-wrap: anywhere } .hash { font-size: 12px; margin: 2px 0 }
        .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: 13px }
        th, td { text-align: left; padding: 5px 8px; border-bottom: 1px solid var(--line); vertical-align: top }
        th { color: var(--soft); font-weight: 600; white-space: nowrap } .n { text-align: right; font-variant-numeric: tabular-nums }
        td.n { white-space: nowrap }
        tbody tr:hover { background: var(--tint) } .yes { color: var(--yes); font-weight: 600; white-space: nowrap }
        .no { color: var(--no); font-weight: 600 } li { margin: 4px 0 }
        svg { width: 100%; height: auto; background: var(--tint); border-radius: 6px } svg rect { stroke: var(--paper); stroke-width: .6 }
        svg text { font: 11px system-ui, sans-serif; fill: var(--soft) } svg .x, svg .b { text-anchor: middle } svg .y { text-anchor: end }
        svg .b { fill: #fff; pointer-events: none } svg .peak { fill: var(--no); opacity: .13; stroke: none }
        svg .bound { stroke: var(--no); stroke-width: 1.2; stroke-dasharray: 5 4 }
        .c0 { fill: #4e79a7 } .c1 { fill: #b5651d } .c2 { fill: #3f8f5b } .c3 { fill: #8e5ea2 } .c4 { fill: #b0475c } .c5 { fill: #4a8f96 }
        .c6 { fill: #85722a } .c7 { fill: #6b7685 }
        .bars div { display: flex; align-items: center; gap: 8px; font-size: 13px; font-variant-numeric: tabular-nums }
        .bars span { width: 25em; flex: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: right }
        .bars i { height: 11px; min-width: 1px; flex: none; border-radius: 2px } .w { background: var(--w) } .t { background: var(--t) }
        .key { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-left: 8px }
        .cards small { overflow-wrap: normal } .cards .name { overflow-wrap: anywhere } .picture { overflow-x: auto }
        @media (max-width: 760px) {
          main { padding: 16px 16px 40px } .picture svg { min-width: 680px }
          .cards, .cards tbody, .cards tr, .cards td { display: block } .cards thead, .cards br { display: none }
          .cards tr { border: 1px solid var(--line); border-radius: 6px; margin-bottom: 12px; padding: 6px 0 }
          .cards td, .cards .n { border: 0; padding: 3px 12px 3px 10.2em; text-align: left; position: relative; white-space: normal }
          .cards td::before { content: attr(data-head); position: absolute; left: 12px; color: var(--soft); font-weight: 400 }
          .bars div { flex-wrap: wrap; gap: 0 8px } .bars span { width: 100%; text-align: left } .bars i { font-size: 7px } }
        dt { font-weight: 600; margin-top: 8px } dd { margin-left: 16px; font-size: 13px }
        """;
}
