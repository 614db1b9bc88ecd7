# gnomon with its server and PostgreSQL's driver. Built where there is a compiler, run where there is none.
FROM python:3.13-slim AS build
# The compiler makes one small extension and stays in this stage: its version needs no pin.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY src ./src
RUN python -m venv /opt/gnomon \
 && /opt/gnomon/bin/pip install --no-cache-dir --constraint constraints.txt '.[server,postgres]'

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/gnomon --create-home gnomon
COPY --from=build /opt/gnomon /opt/gnomon
ENV PATH=/opt/gnomon/bin:$PATH \
    GNOMON_CONFIG=/etc/gnomon/gnomon.yaml \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /var/lib/gnomon
VOLUME /var/lib/gnomon
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
ENTRYPOINT ["gnomon"]
CMD ["serve", "--host", "0.0.0.0"]
