"""Families as text."""

from __future__ import annotations

import math

import numpy as np

from gnomon.jobs.exposing.current import distribution
from gnomon.jobs.exposing.family import Family, gauge
from gnomon.jobs.exposing.text import openmetrics, plain
from gnomon.profiles.number import NumberSummary

VALUES = Family(
    "v", "How\nthey lie.", "gaugehistogram", (({"of": "a"}, distribution(NumberSummary.of(np.array([0.0, 3.0, 4.0])))),)
)


def test_a_distribution_has_its_bounds_its_count_and_its_sum() -> None:
    assert openmetrics([VALUES]).splitlines() == [
        "# HELP v How\\nthey lie.",
        "# TYPE v gaugehistogram",
        'v_bucket{of="a",le="0.0"} 1',
        'v_bucket{of="a",le="3.363585661014858"} 2',
        'v_bucket{of="a",le="4.0"} 3',
        'v_bucket{of="a",le="+Inf"} 3',
        'v_gcount{of="a"} 3',
        'v_gsum{of="a"} 7.0',
        "# EOF",
    ]


def test_the_older_form_calls_it_a_histogram() -> None:
    lines = plain([VALUES]).splitlines()
    assert lines[1] == "# TYPE v histogram"
    assert lines[-2:] == ['v_count{of="a"} 3', 'v_sum{of="a"} 7.0']


def test_labels_are_escaped_and_numbers_written_as_prometheus_reads_them() -> None:
    odd = gauge("x", "X.", [({"of": 'a"\\\n'}, math.inf), ({}, -math.inf), ({}, math.nan), ({}, 1e300)])
    assert plain([odd]).splitlines()[2:] == ['x{of="a\\"\\\\\\n"} Inf', "x -Inf", "x NaN", "x 1e+300"]


def test_a_family_without_samples_is_left_out() -> None:
    assert openmetrics([gauge("x", "X.", [])]) == "# EOF\n"
