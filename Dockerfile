# Pacta with SQLite in the volume /data:
#
#     docker build --tag pacta . && docker run --publish 8000:8000 --volume pacta:/data pacta
#
# PACTA_DATABASE_URL=postgresql://USER@HOST/NAME uses PostgreSQL instead.

FROM python:3.11-slim AS build

WORKDIR /build
# Without pip: the environment is all that the second stage takes over.
RUN python -m venv --without-pip /opt/pacta

# What rarely changes comes first, so that the engine can keep it.
COPY requirements.lock ./
RUN pip --python /opt/pacta/bin/python install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: --requirement requirements.lock

COPY pyproject.toml LICENSE ./
COPY app/ app/
COPY migrations/ migrations/
COPY seeds/ seeds/
RUN pip --python /opt/pacta/bin/python install --no-cache-dir --disable-pip-version-check \
    --no-deps --no-build-isolation .


FROM python:3.11-slim

# A number of its own, so that files in the volume belong to nobody on the host.
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin pacta \
    && install --directory --owner pacta --group pacta /data
COPY --from=build /opt/pacta /opt/pacta

ENV PATH=/opt/pacta/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PACTA_DATABASE_URL=sqlite:////data/pacta.db \
    PACTA_HOST=0.0.0.0 \
    PACTA_PORT=8000

USER pacta
WORKDIR /data
VOLUME /data
EXPOSE 8000

# Any answer but 2xx raises, so python ends with 1. A proxy that the environment names is not asked.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os; from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open(f\"http://127.0.0.1:{os.environ['PACTA_PORT']}/readyz\", timeout=4)"]

CMD ["pacta", "serve"]
