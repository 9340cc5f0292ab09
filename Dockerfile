# One image per service: docker build --build-arg SERVICE=render -t deckwire-render .
ARG PYTHON=3.12

FROM node:22-slim AS page
WORKDIR /web
COPY services/gateway/web/package.json services/gateway/web/package-lock.json services/gateway/web/.npmrc ./
RUN npm ci
COPY services/gateway/web .
RUN npm run build -- --outDir /page

FROM python:${PYTHON}-slim AS build
ARG SERVICE
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
# The libraries come first: a change of our own code does not install them anew.
COPY requirements/build.lock requirements/${SERVICE}.lock requirements/
RUN python -m venv /app \
    && /app/bin/pip install --require-hashes -r requirements/${SERVICE}.lock \
    && pip install --require-hashes -r requirements/build.lock
COPY contracts contracts
COPY libs/kit libs/kit
COPY services/${SERVICE} services/${SERVICE}
# Only the gateway's package takes it up.
COPY --from=page /page services/gateway/deckwire_gateway/page
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels ./contracts ./libs/kit ./services/${SERVICE} \
    && /app/bin/pip install --no-deps --no-index /wheels/*.whl

FROM python:${PYTHON}-slim
ARG SERVICE
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin deckwire \
    && mkdir /data && chown 10001:10001 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SERVICE=${SERVICE} \
    PROJECT_ENV=production \
    DECKWIRE_DATA_DIR=/data \
    DECKWIRE_HOST=0.0.0.0 \
    DECKWIRE_PORT=8000 \
    DECKWIRE_HEALTH_HOST=0.0.0.0 \
    DECKWIRE_HEALTH_PORT=8081
USER 10001:10001
WORKDIR /data
EXPOSE 8000 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8081/readyz', timeout=4)"]
CMD ["sh", "-c", "exec python -m deckwire_${SERVICE}"]
