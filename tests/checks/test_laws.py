"""The laws, against the worked examples of the specification and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gnomon.checks import laws


def test_normal_tails_are_those_of_scipy() -> None:
    z = np.linspace(-8, 8, 33)
    np.testing.assert_allclose(laws.upper(z), stats.norm.sf(z), rtol=1e-12)
    np.testing.assert_allclose(laws.two_sided(z), 2 * stats.norm.sf(np.abs(z)), rtol=1e-12)


def test_quantiles_end_at_infinity() -> None:
    assert laws.normal_quantile(0.0) == np.inf
    assert laws.normal_quantile(1e-5) == pytest.approx(stats.norm.isf(1e-5))


def test_wallace_gives_the_worked_example() -> None:
    z = laws.t_to_z(np.array([4.0, 5.15]), np.array([27.0, 27.0]))
    assert f"{z[0]:.6f}" == "3.512316"
    p = laws.two_sided(z)
    assert f"{p[0]:.9f}" == "0.000444220"
    assert f"{p[1]:.5e}" == "2.05324e-05"


def test_with_endless_degrees_of_freedom_a_t_is_normal() -> None:
    t = np.array([-3.0, 0.0, 1e200])
    np.testing.assert_array_equal(laws.t_to_z(t, np.full(3, np.inf)), t)


@given(st.floats(-6, 6), st.floats(2, 1e4))
def test_z_to_t_undoes_t_to_z(z: float, nu: float) -> None:
    t = laws.z_to_t(np.array([z]), np.array([nu]))
    np.testing.assert_allclose(laws.t_to_z(t, np.array([nu])), z, atol=1e-9)


def test_paulson_gives_the_worked_example() -> None:
    z = laws.f_to_z(np.array([5.0]), np.array([17.0]), np.array([27.0]))
    assert f"{z[0]:.6f}" == "3.678932"
    assert f"{laws.upper(z)[0]:.9f}" == "0.000117107"


@given(st.floats(0.0, 5), st.integers(1, 30), st.sampled_from([13.5, 27.0, 100.0, np.inf]))
def test_z_to_f_undoes_f_to_z_where_it_is_reached(z: float, df: int, lower: float) -> None:
    f = laws.z_to_f(np.array([[z]]), np.array([[float(df)]]), np.array([[lower]]))
    if np.isfinite(f).all():
        np.testing.assert_allclose(laws.f_to_z(f, np.array([[float(df)]]), np.array([[lower]])), z, atol=1e-6)
    else:
        assert z > 3.0


def test_the_deviance_gives_the_worked_example() -> None:
    z = laws.deviance_root(np.array([7.0]), np.array([1000.0]), np.array([0.002]), np.array([20000.0]))
    assert f"{z[0]:.6f}" == "2.643795"
    assert f"{z[0] ** 2:.6f}" == "6.989650"
    assert f"{laws.two_sided(z)[0]:.6f}" == "0.008198"


def test_the_deviance_is_scipys_and_takes_the_sign_of_the_change() -> None:
    x, n, p, m = 3.0, 500.0, 0.02, 8000.0
    table = [[x, n - x], [m * p, m * (1 - p)]]
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    z = laws.deviance_root(*(np.array([v]) for v in (x, n, p, m)))
    np.testing.assert_allclose(z, -np.sqrt(g), rtol=1e-9)
    assert laws.deviance_root(*(np.array([v]) for v in (0.0, 0.0, 0.0, 10.0)))[0] == 0


def _slow_benjamini_hochberg(p: list[float], q: float) -> list[bool]:
    order = sorted(range(len(p)), key=lambda i: p[i])
    largest = max((k for k, i in enumerate(order, 1) if p[i] <= q * k / len(p)), default=0)
    cut = p[order[largest - 1]] if largest else -1.0
    return [one <= cut for one in p]


@given(st.lists(st.sampled_from([0.0, 1e-9, 0.001, 0.004, 0.02, 0.5, 1.0]), min_size=1, max_size=12))
def test_rejection_is_benjamini_and_hochbergs(p: list[float]) -> None:
    assert laws.reject(np.array(p)[:, None], 0.02)[:, 0].tolist() == _slow_benjamini_hochberg(p, 0.02)


def test_of_no_columns_none_is_rejected() -> None:
    assert laws.reject(np.empty((0, 3)), 0.1).shape == (0, 3)
