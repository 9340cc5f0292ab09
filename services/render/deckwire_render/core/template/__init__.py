"""Templates built from text: a master and named layouts for every slide design, one per theme and direction."""

from .build import Template, template

__all__ = ["Template", "template"]
