"""Configurations that are right."""

from __future__ import annotations

RIGHT = {
    "nothing": "instance: prod\n",
    "the example of the design": """\
store: sqlite:///gnomon.db                 # or postgresql+psycopg://…
log: ./gnomon-log                          # Delta tables of live events: a folder or s3://…
server: {host: 127.0.0.1, port: 8080}      # any other host needs token: env:GNOMON_TOKEN
entities:
  flights-delay:                           # [a-z0-9][a-z0-9._-]{0,62}; environment and team are labels
    kind: model
    owner: ml-oncall
    source: {path: flights.parquet, timestamp: ts, id: event_id}
    targets: {path: flights_labels.parquet, id: event_id, timestamp: label_ts, target: label}
    score: score
    prediction: prediction
    segments: [origin, carrier]
    every: 1d
    lateness: 2h
    reference: {path: flights_train.parquet, timestamp: ts, target: label, score: score_oof}
    false_alarms: 1 per month
    notify: [ml]
    raw_rows: false
    monitors:
      inputs: {columns: [temp, dewp], material: 0.2, severity: info}
      performance: {metric: auc, worse_by: 0.02, severity: high, for: 2 windows, runbook: docs/auc.md}
      slow: {expect: "p95(duration) < 300ms"}
channels:
  ml: {kind: slack, url: env:SLACK_WEBHOOK_URL}
""",
    "a contract": """\
entities:
  a:
    source: {path: a.csv, timestamp: ts, id: key}
    monitors:
      contract:
        expect:
          key: {unique: true, present: true}
          age: {type: number, min: 0, max: 120.5, present: 0.99}
          origin: {set: [EWR, JFK, NO], pattern: A}
          hour: {set: [1, 2]}
        severity: high
""",
    "every sort of reference": """\
entities:
  a: {source: {path: a.csv, timestamp: ts}, reference: {first: 28d}}
  b: {source: {path: a.csv, timestamp: ts}, reference: {last: 28d, lag: 7d}, holidays: [2013-12-24, "2013-12-31"]}
  c:
    source: {path: a.csv, timestamp: ts}
    reference: {window: [2013-01-01, 2013-03-01T06:00Z], exclude: [2013-01-08]}
  d: {source: {path: a.csv, timestamp: ts}, reference: {entity: a}, upstream: [a, b]}
  e: {source: {sql: 'sqlite:///a.db?table=a', timestamp: ts}, reference: {sql: 'sqlite:///a.db?table=train'}}
""",
    "words of old YAML": """\
entities:
  a:
    source: {path: a.csv, timestamp: ts, id: no}
    labels: {country: NO, on: off, version: 7}
    raw_rows: Yes
    monitors: {inputs: off, volume: No, freshness: false, quality: }
    false_alarms: 0.5 per year
""",
    "what repeats": """\
x-daily: &daily {every: 1d, lateness: 2h, owner: ml}
entities:
  a: {<<: *daily, source: &rows {path: a.csv, timestamp: ts}}
  b: {<<: *daily, source: *rows, every: 1h}
""",
    "a ranking, classes and a regression": """\
entities:
  search: {source: {path: s.csv, timestamp: ts}, query: q, score: s, relevance: r, k: 5}
  pets:
    source: {path: p.csv, timestamp: ts, id: i}
    scores: {cat: p_cat, dog: p_dog}
    prediction: pet
    targets: {path: t.csv, id: i, timestamp: at, target: animal}
    segments: {home: all, city: output}
    kinds: {zip: category}
  delay: {source: {path: d.csv, timestamp: ts}, prediction: minutes, task: regression}
""",
    "all that a monitor can say": """\
entities:
  a:
    source: {path: a.csv, timestamp: ts}
    score: p
    notify: [team]
    monitors:
      inputs:
        columns: [temp]
        critical: [temp]
        material: 0.2
        material_share: 0.01
        strict: 1
        condition: effect > 2*material and p < 0.01
        for: 2 windows
        keep_firing_for: 1h
        severity: critical
        owner: weather
        runbook: https://example.com/weather
        labels: {team: weather, tier: 1}
        summary: "{{ entity }}: {{ worst }} by {{ effect | round(2) }}"
        on_no_data: alert
        notify: [team, hook, file]
channels:
  team: {kind: slack, url: file:/run/secrets/slack, send_resolved: false, accept_drills: true}
  hook: {kind: webhook, url: env:HOOK, secret: [env:NEW, env:OLD], repeat_interval: 4h}
  file: {kind: log, path: alerts.jsonl}
  bot: {kind: slack_bot, token: env:SLACK_BOT_TOKEN, channel: "#ml"}
  am: {kind: alertmanager, url: 'http://alertmanager:9093'}
  many: {kind: apprise, urls: env:APPRISE_URL}
  room: {kind: teams, url: env:TEAMS_WORKFLOW_URL}
  page: {kind: pagerduty, routing_key: env:KEY, url: https://events.eu.pagerduty.com/v2/enqueue}
  post:
    kind: mail
    host: smtp.example.org
    tls: tls
    user: gnomon
    password: file:/run/secrets/smtp
    from: gnomon <gnomon@example.org>
    to: [a@example.org, On call <b@example.org>]
server: {host: 0.0.0.0, port: 80, token: env:TOKEN}
""",
}
