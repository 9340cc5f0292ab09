"""Templates built from text: a master and named layouts for every slide design, one per theme and direction."""

from .build import template
from .model import MAIN_TYPE, Layout, MainPart, Template

__all__ = ["MAIN_TYPE", "Layout", "MainPart", "Template", "template"]
