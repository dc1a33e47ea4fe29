"""Signals of diagnostics, sent inside the transaction of the act, for apps above and for receivers here."""

from django.dispatch import Signal

# municipality_id: int, academic_years: list[int], batch_id: int | None, by: User | None
results_imported = Signal()

# risk_list: RiskList, by: User | None
risk_list_approved = Signal()
