"""Plots of the report as SVG in the page: readable without scripts, in the colours of the page."""

from __future__ import annotations

from html import escape

WIDTH, HEIGHT, BASE = 360, 120, 96


def _figure(body: str, text: str, height: int = HEIGHT) -> str:
    label = escape(text)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}"><title>{label}</title>{body}</svg>'


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def distribution(name: str, bars: dict[str, list]) -> str:
    """Shares of the reference as filled bars, those of the window as outlined ones in front of them."""
    before, now = bars["reference"], bars["window"]
    highest = max([*before, *now, 1e-9])
    step = WIDTH / max(len(before), 1)
    drawn = []
    for number, (old, new) in enumerate(zip(before, now, strict=True)):
        for share, kind in ((old, "reference"), (new, "window")):
            height = (BASE - 8) * share / highest
            x, y = number * step + 1, BASE - height
            drawn.append(
                f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(step - 2, 1):.1f}" height="{height:.1f}"/>'
            )
    if "names" in bars:
        names = bars["names"]
        ends = [_text((number + 0.5) * step, BASE + 14, text, "middle") for number, text in enumerate(names)]
        ends = ends if len(names) <= 12 else [_text(0, BASE + 14, names[0]), _text(WIDTH, BASE + 14, names[-1], "end")]
    else:
        edges = bars["edges"]
        ends = [_text(0, BASE + 14, f"{edges[0]:.4g}"), _text(WIDTH, BASE + 14, f"{edges[-1]:.4g}", "end")]
    return _figure("".join((*drawn, *ends)), f"{name}: shares of the baseline and of the window")


def interval(name: str, before: dict[str, float], now: dict[str, float]) -> str:
    """A metric with its interval, above the one of the baseline."""
    low = min(before["lower"], now["lower"])
    high = max(before["upper"], now["upper"])
    room = (high - low) * 0.1 or 0.05
    low, high = low - room, high + room

    def place(value: float) -> float:
        return 70 + (WIDTH - 120) * (value - low) / (high - low)

    drawn = []
    for y, kind, title, each in ((20, "window", "now", now), (50, "reference", "baseline", before)):
        left, middle, right = place(each["lower"]), place(each["value"]), place(each["upper"])
        drawn += [
            f'<line class="{kind}" x1="{left:.1f}" x2="{right:.1f}" y1="{y}" y2="{y}"/>',
            f'<circle class="{kind}" cx="{middle:.1f}" cy="{y}" r="5"/>',
            _text(0, y + 4, title),
            _text(WIDTH, y + 4, f"{each['value']:.3f}", "end"),
        ]
    return _figure("".join(drawn), f"{name} with its interval of 95 %, now and of the baseline", 66)


def ranking(before: dict[str, float], now: dict[str, float], most: int = 10) -> str:
    """The most important features of the baseline, with their shares then and now."""
    totals = [sum(each.values()) or 1.0 for each in (before, now)]
    names = sorted(before, key=lambda name: -max(before[name] / totals[0], now[name] / totals[1]))[:most]
    highest = max([before[name] / totals[0] for name in names] + [now[name] / totals[1] for name in names] + [1e-9])
    drawn = []
    for number, name in enumerate(names):
        y = number * 24
        drawn.append(_text(0, y + 13, name))
        for offset, kind, share in (
            (0, "reference", before[name] / totals[0]),
            (9, "window", now[name] / totals[1]),
        ):
            width = (WIDTH - 180) * share / highest
            drawn.append(f'<rect class="{kind}" x="180" y="{y + offset}" width="{width:.1f}" height="8"/>')
    return _figure("".join(drawn), "What the model looks at: shares of contributions", 24 * max(len(names), 1))
