"""Gunicorn: sync workers, because requests are short and long work goes to Celery.

`PORT`, `BIND`, `WEB_WORKERS`, `WEB_TIMEOUT` (seconds) come from the environment.
"""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_WORKERS") or "2")
timeout = int(os.environ.get("WEB_TIMEOUT") or "60")
graceful_timeout = 10
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - heartbeat files must not touch a disk
max_requests = 2000
max_requests_jitter = 200
limit_request_line = 8190
limit_request_fields = 60
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1"
accesslog = None
errorlog = "-"
