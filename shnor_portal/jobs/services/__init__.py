"""Putting jobs in the queue, sending, running, cancelling and repeating them."""

from shnor_portal.jobs.services.control import cancel_job, repeat_job
from shnor_portal.jobs.services.enqueue import enqueue
from shnor_portal.jobs.services.relay import jobs_to_send
from shnor_portal.jobs.services.run import run_job

__all__ = ["cancel_job", "enqueue", "jobs_to_send", "repeat_job", "run_job"]
