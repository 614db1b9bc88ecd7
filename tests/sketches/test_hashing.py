"""Hashes stay what they are."""

from __future__ import annotations

import numpy as np
import pytest

from gnomon.sketches.hashing import hash_bytes, hash_name, hash_names, mix

GOLDEN = {"": 3244421341483603138, "a": 16629034431890738719, "é": 17839895020865391795}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_name_has_the_hash_that_was_stored_for_it(name: str) -> None:
    assert hash_name(name) == GOLDEN[name]
    assert hash_bytes([name.encode()]).tolist() == [GOLDEN[name]]


def test_names_are_hashed_one_by_one() -> None:
    assert hash_names(GOLDEN).tolist() == list(GOLDEN.values())
    assert hash_names([]).dtype == np.uint64


def test_mixing_is_what_it_was() -> None:
    assert mix(np.array([0, 1, 2**64 - 1], np.uint64)).tolist() == [
        16294208416658607535,
        10451216379200822465,
        16490336266968443936,
    ]


def test_mixing_many_is_mixing_each() -> None:
    keys = np.arange(100_000, dtype=np.uint64)
    assert (mix(keys)[::997] == np.concatenate([mix(keys[i : i + 1]) for i in range(0, len(keys), 997)])).all()
    assert len(np.unique(mix(keys))) == len(keys)
    assert (keys == np.arange(100_000)).all()


def test_each_bit_of_a_mixed_number_is_set_half_of_the_time() -> None:
    bits = np.unpackbits(mix(np.arange(20_000, dtype=np.uint64)).view(np.uint8).reshape(-1, 8), axis=1)
    assert np.abs(bits.mean(axis=0) - 0.5).max() < 5 * 0.5 / np.sqrt(20_000)
