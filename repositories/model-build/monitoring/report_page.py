"""The report as one page of HTML: no scripts, nothing loaded, light or dark as the reader's system is."""

from __future__ import annotations

from html import escape
from typing import Any

from plots import distribution, interval, ranking

# More would hide what matters; the table has all of them.
MOST_PLOTS = 12

STYLE = """
:root { color-scheme: light dark; --page: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de;
  --reference: #8c959f; --window: #0969da; --bad: #b42318; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --text: #e6edf3; --soft: #9198a1; --line: #30363d;
  --reference: #6e7681; --window: #58a6ff; --bad: #ff7b72; --good: #3fb950; } }
body { background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { border-bottom: 1px solid var(--line); font-size: 1.25rem; margin-top: 2rem; }
h3 { font-size: 1rem; margin-bottom: .3rem; } .soft { color: var(--soft); } .bad { color: var(--bad); }
.good { color: var(--good); } table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .5rem; text-align: left; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.plots { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
figure { margin: 0; } svg { width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 11px; }
rect.reference, circle.reference { fill: var(--reference); opacity: .55; } line.reference { stroke: var(--reference); }
rect.window { fill: none; stroke: var(--window); stroke-width: 1.5; } circle.window { fill: var(--window); }
line.window { stroke: var(--window); } line { stroke-width: 2; }
"""


def page(report: dict[str, Any]) -> str:
    """The page of a report."""
    title = f"{report['model']}: monitors of {report['stage']}"
    sections = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="soft">Team {escape(report["team"])} · window {escape(report["window"]["start"])} to '
        f"{escape(report['window']['end'])} · {escape(report['outcome'])} · because of {escape(report['reason'])}</p>",
        _findings(report),
        _monitors(report),
        *(_version(number, about, report) for number, about in report["versions"].items()),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(sections)
        + "\n</main>\n</body>\n</html>\n"
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    kinds = ["", *[' class="number"'] * (len(head) - 1)]
    lines = [[f"<th{kind}>{escape(cell)}</th>" for kind, cell in zip(kinds, head, strict=True)]]
    lines += [[f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(kinds, row, strict=True)] for row in rows]
    return "<table>" + "".join(f"<tr>{''.join(line)}</tr>" for line in lines) + "</table>"


def _findings(report: dict[str, Any]) -> str:
    def entry(finding: dict[str, Any]) -> str:
        where = f"version {finding['version']}: " if finding["version"] else ""
        because = f' <span class="soft">because of {escape(finding["because"])}</span>' if finding["because"] else ""
        return f"<li><b>{escape(finding['monitor'])}</b>: {escape(where + finding['message'])}{because}</li>"

    told = [finding for finding in report["findings"] if finding["because"] is None]
    follow = [finding for finding in report["findings"] if finding["because"] is not None]
    parts = ["<h2>What was found</h2>"]
    if told:
        parts.append(f'<ul class="bad" id="violations">{"".join(map(entry, told))}</ul>')
    else:
        parts.append('<p class="good" id="violations">No violations.</p>')
    if follow:
        parts.append(f"<h3>What follows from it</h3><ul>{''.join(map(entry, follow))}</ul>")
    return "".join(parts)


def _monitors(report: dict[str, Any]) -> str:
    counts = report["counts"]
    rows = [
        [monitor, str(report["violations"][monitor]) if monitor in report["violations"] else "did not run"]
        for monitor in report["monitors"]
    ]
    bad = "".join(f"<li>{count:,}: {escape(reason)}</li>" for reason, count in report["badRecords"].items())
    return (
        "<h2>Monitors</h2>"
        + table(["monitor", "violations"], rows)
        + f"<p>{counts['capturedRows']:,} rows of {counts['files']:,} files, {counts['lateFiles']:,} of them late; "
        f"{counts['badRecords']:,} records set aside; {counts['labelledRows']:,} rows with labels; "
        f"{counts['unknownLabels']:,} labels given up, since nothing was predicted under their ids.</p>"
        + (f"<ul>{bad}</ul>" if bad else "")
    )


def _version(number: str, about: dict[str, Any], report: dict[str, Any]) -> str:
    parts = [f"<h2>Version {escape(number)}</h2><p>{about['rows']:,} rows.</p>"]
    parts += [f'<p class="soft">{escape(note)}</p>' for note in about.get("notes", [])]
    if quality := about.get("quality", {}).get("metrics"):
        before = about["quality"]["baseline"]
        plots = [_plot(name, interval(name, before[name], each)) for name, each in quality.items()]
        parts.append(f'<h3>Quality</h3><div class="plots">{"".join(plots)}</div>')
    if bias := about.get("bias"):
        rows = [[name, f"{each['value']:.3f}", f"{each['baseline']:.3f}"] for name, each in bias.items()]
        parts.append("<h3>Groups</h3>" + table(["metric", "now", "baseline"], rows))
    if attributions := about.get("attributions"):
        plot = ranking(attributions["baseline"], attributions["window"])
        parts.append(f"<h3>Ranking of features: agreement {attributions['agreement']:.3f}</h3>{_plot('', plot)}")
    if drift := about.get("drift"):
        parts.append(_drift(number, drift, report))
    return "".join(parts)


def _drift(number: str, drift: dict[str, Any], report: dict[str, Any]) -> str:
    found = {each["subject"] for each in report["findings"] if each["version"] == number}
    order = sorted(drift, key=lambda name: (name not in found, -drift[name]["effect"]))
    plots = [_plot(name, distribution(name, drift[name]["bars"])) for name in order[:MOST_PLOTS]]
    rows = [
        [name, f"{drift[name]['effect']:.3f}", f"{drift[name]['chance']:.2g}", f"{drift[name]['missing']:.1%}"]
        for name in order
    ]
    return (
        '<h3>Distributions</h3><p class="soft">Filled: the baseline. Outlined: the window.</p>'
        f'<div class="plots">{"".join(plots)}</div>' + table(["column", "distance", "chance", "missing"], rows)
    )


def _plot(name: str, svg: str) -> str:
    caption = f"<figcaption>{escape(name)}</figcaption>" if name else ""
    return f"<figure>{caption}{svg}</figure>"
