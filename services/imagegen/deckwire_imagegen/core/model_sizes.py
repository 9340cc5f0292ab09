"""Which sizes a model accepts, and the nearest one to what is wanted."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class SizeRule:
    """Free sizes in multiples of `step` within bounds of side and of pixels, or only those of `listed`."""

    step: int = 64
    low: int = 512
    high: int = 2048
    min_pixels: int = 0
    max_pixels: int = 0
    listed: tuple[tuple[int, int], ...] = ()
    prompt_limit: int = 3000


_FLUX = SizeRule(step=16)
_GPT_IMAGE = SizeRule(listed=((1536, 1024), (1024, 1536), (1024, 1024)))

# Vendor's documentation as of autumn 2026; prices and lists change, so an unknown model gets the careful default.
_RULES: tuple[tuple[str, SizeRule], ...] = (
    ("runware:z-image@turbo", SizeRule(step=16, low=128)),
    ("runware:", _FLUX),
    ("bfl:", SizeRule(step=16, low=256)),
    ("alibaba:qwen-image", _FLUX),
    ("google:4@2", SizeRule(listed=((1376, 768), (2752, 1536), (5504, 3072)))),
    ("google:4@1", SizeRule(listed=((1344, 768),))),
    (
        "bytedance:seedream@4.5",
        SizeRule(step=64, low=1024, high=4096, min_pixels=3_686_400, max_pixels=16_777_216, prompt_limit=2000),
    ),
    ("openai:4@1", _GPT_IMAGE),
    ("gpt-image-1", _GPT_IMAGE),
    ("gpt-image-", SizeRule(step=16, low=256, high=3840)),
)


def rule_for(model: str) -> SizeRule:
    """Return the rule of a model by the longest known beginning of its name, else multiples of 64 up to 2048."""
    fitting = [(len(start), rule) for start, rule in _RULES if model.startswith(start)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else SizeRule()


def nearest(rule: SizeRule, width: int, height: int) -> tuple[int, int]:
    """Return the size that the rule allows whose shape, then area, is nearest to width by height."""
    if rule.listed:
        return min(
            rule.listed,
            key=lambda size: (
                round(abs(math.log((size[0] / size[1]) / (width / height))), 3),
                abs(size[0] * size[1] - width * height),
            ),
        )
    scale = 1.0
    pixels = width * height
    if rule.min_pixels and pixels < rule.min_pixels:
        scale = math.sqrt(rule.min_pixels / pixels)
    elif rule.max_pixels and pixels > rule.max_pixels:
        scale = math.sqrt(rule.max_pixels / pixels)

    def fit(side: int) -> int:
        steps = math.ceil(side * scale / rule.step - 1e-9) if scale > 1 else round(side * scale / rule.step)
        return min(max(steps * rule.step, rule.low), rule.high)

    return fit(width), fit(height)
