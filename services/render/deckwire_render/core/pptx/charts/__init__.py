"""Native charts: the chart part, its series, labels and axes."""

from .chart import ChartXml

__all__ = ["ChartXml"]
