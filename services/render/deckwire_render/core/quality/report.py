"""The report: every rule on every slide, what concerns the deck as a whole, and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from deckwire_contracts import Finding, QualityReport

from .rules import RULES, Found, Slide

_MAX_FINDINGS = 200
_RUN = 3
_EXEMPT = frozenset({"Cover", "Title Slide", "Closing"})


def judge(slides: Sequence[Slide], slide_ids: Sequence[str] = ()) -> QualityReport:
    """Return what the checks find in `slides`.

    `slide_ids` names the slide of each page, the same for its continuations; if there are more or fewer pages,
    findings name no slide.
    """
    names = _names(slides, slide_ids)
    findings = [
        Finding(rule=found.rule, severity=found.severity, slide_id=name, detail=found.detail)
        for slide, name in zip(slides, names, strict=True)
        for rule in RULES
        for found in rule(slide)
    ]
    findings += [
        Finding(rule=found.rule, severity=found.severity, slide_id=names[at], detail=found.detail)
        for at, found in _across(slides, names)
    ]
    order = {"error": 0, "warning": 1, "info": 2}
    findings.sort(key=lambda finding: order[finding.severity])
    return QualityReport(findings=findings[:_MAX_FINDINGS], metrics=_metrics(slides, findings))


def _names(slides: Sequence[Slide], slide_ids: Sequence[str]) -> list[str | None]:
    return list(slide_ids) if len(slides) == len(slide_ids) else [None] * len(slides)


def _across(slides: Sequence[Slide], names: Sequence[str | None]) -> Iterator[tuple[int, Found]]:
    seen: dict[str, int] = {}
    for n, slide in enumerate(slides):
        title = " ".join(slide.file.title.lower().split())
        if not title:
            continue
        if title in seen and (names[n] is None or names[n] != names[seen[title]]):
            yield n, Found("title_repeated", "info", f"The title is also that of slide {seen[title] + 1}.")
        seen.setdefault(title, n)
    run = 0
    for n, slide in enumerate(slides):
        same = n > 0 and slide.file.layout == slides[n - 1].file.layout and slide.file.layout not in _EXEMPT
        run = run + 1 if same else 1
        if run == _RUN:
            yield n, Found("layout_repeated", "info", f"{_RUN} slides in a row use the layout {slide.file.layout!r}.")


def _metrics(slides: Sequence[Slide], findings: Sequence[Finding]) -> dict[str, float]:
    count = max(1, len(slides))
    kinds = Counter(thing.kind for slide in slides for thing in slide.file.things)
    texts = sum(1 for slide in slides for thing in slide.file.things if thing.kind == "shape" and thing.text)
    native = texts + kinds["chart"] + kinds["table"]
    lines = [line for slide in slides for line in slide.view.lines]
    words = [slide.file.words for slide in slides]
    contrasts = [line.contrast for line in lines if line.contrast is not None]
    severities = Counter(finding.severity for finding in findings)
    metrics = {
        "slides": float(len(slides)),
        "errors": float(severities["error"]),
        "warnings": float(severities["warning"]),
        "words_mean": sum(words) / count,
        "words_max": float(max(words, default=0)),
        "charts": float(kinds["chart"]),
        "tables": float(kinds["table"]),
        "pictures": float(kinds["picture"]),
        "native_ratio": native / max(1, native + kinds["picture"]),
        "notes_ratio": sum(1 for slide in slides if slide.file.notes) / count,
        "layouts": float(len({slide.file.layout for slide in slides})),
        "text_pt_min": min((line.size_pt for line in lines), default=0.0),
        "contrast_min": min(contrasts, default=0.0),
        "coverage_mean": sum(map(_coverage, slides)) / count,
    }
    return {name: round(value, 3) for name, value in metrics.items()}


def _coverage(slide: Slide) -> float:
    """Return the share of the slide that text, pictures, charts and tables take up, at most 1."""
    whole = slide.view.width * slide.view.height
    area = sum(line.box.area for line in slide.view.lines if not line.inside)
    area += sum(frame.box.area for frame in slide.view.frames if frame.kind in ("image", "chart", "table"))
    return min(1.0, area / whole) if whole else 0.0
