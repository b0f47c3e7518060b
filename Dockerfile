# The service without the demo's servers, as an ordinary user.
FROM python:3.11-slim AS build
WORKDIR /build
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY src ./src
COPY locales ./locales
ENV UV_PROJECT_ENVIRONMENT=/opt/pd-intake UV_PYTHON_DOWNLOADS=never
RUN uv sync --frozen --no-dev --no-editable --compile-bytecode

FROM python:3.11-slim
# Nothing that could fetch or build anything stays; the user owns the data and nothing else.
RUN python -m pip uninstall --yes --quiet --root-user-action=ignore pip setuptools wheel \
    && rm -rf /usr/local/lib/python3.11/ensurepip /root/.cache \
    && useradd --no-create-home --home-dir /data --shell /usr/sbin/nologin --uid 10001 intake \
    && install -d -o intake -g intake -m 700 /data
COPY --from=build /opt/pd-intake /opt/pd-intake
ENV PATH=/opt/pd-intake/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp \
    PD_DATA_DIR=/data \
    PD_DATABASE_URL=sqlite+aiosqlite:////data/pd-intake.db \
    PD_HTTP_LISTEN=0.0.0.0:8090 \
    PD_LOG_FORMAT=json
# By number: whoever runs the image can see that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8090/healthz', timeout=4)"]
# SIGTERM lets the service finish what it has in hand, within 20 seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["pd-intake"]
CMD ["run"]
