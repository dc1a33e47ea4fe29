"""Signals of jobs, for apps above."""

from django.dispatch import Signal

job_finished = Signal()  # job: Job
