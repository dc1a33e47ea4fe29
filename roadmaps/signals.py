"""Signals of the road, sent inside the transaction of the act, for apps above."""

from django.dispatch import Signal

# case: SupportCase, act: str, by: User | None
case_moved = Signal()

# roadmap: Roadmap, act: str, by: User | None
roadmap_moved = Signal()

# measure: Measure, act: str, by: User | None
measure_moved = Signal()
