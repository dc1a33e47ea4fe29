"""Addresses of the app."""

from django.urls import path

from diagnostics.views import comparisons, indicators, list_acts, list_forms, lists, rules, simulator

app_name = "diagnostics"
urlpatterns = [
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/recompute/", indicators.recompute, name="recompute"),
    path("indicators/<slug:code>/", indicators.table, name="indicator"),
    path("indicators/<slug:code>/export/", indicators.export, name="indicator_export"),
    path("indicators/<slug:code>/<int:year>/<int:school_pk>/", indicators.why, name="indicator_why"),
    path("rules/", rules.index, name="rules"),
    path("rules/presets/", rules.load_presets, name="load_presets"),
    path("rules/<slug:code>/", rules.detail, name="rule"),
    path("rules/<slug:code>/new/", rules.new_version, name="rule_new"),
    path("rules/<slug:code>/try/", simulator.simulate, name="simulator"),
    path("risk-lists/", lists.index, name="lists"),
    path("risk-lists/new/", list_forms.propose, name="propose"),
    path("risk-lists/from-order/", list_forms.from_order, name="from_order"),
    path("risk-lists/compare/", comparisons.compare, name="compare"),
    path("risk-lists/<int:pk>/", lists.detail, name="list"),
    path("risk-lists/<int:pk>/export/", lists.export, name="list_export"),
    path("risk-lists/<int:pk>/submit/", list_acts.submit, name="submit"),
    path("risk-lists/<int:pk>/return/", list_acts.give_back, name="return"),
    path("risk-lists/<int:pk>/approve/", list_acts.approve, name="approve"),
    path("risk-lists/<int:pk>/archive/", list_acts.archive, name="archive"),
    path("risk-lists/<int:pk>/recompute/", list_acts.recompute, name="list_recompute"),
    path("risk-lists/<int:pk>/why/<int:school_pk>/", lists.why, name="why"),
    path("risk-lists/<int:pk>/why/<int:school_pk>/decide/", list_acts.decide, name="decide"),
]
