"""An address at which no cluster is."""

from __future__ import annotations

import socket

import pytest

from detente.engines.processes import Limits
from detente.engines.ray_data import map_ray
from detente.errors import ClusterError


@pytest.mark.parametrize("address", ["127.0.0.1:{port}", "ray://127.0.0.1:{port}", "127.0.0.1:none", "no host:1"])
def test_an_address_that_nobody_listens_at_is_named_with_what_to_do(address):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # and not listening
        address = address.format(port=unused.getsockname()[1])

        with pytest.raises(ClusterError, match="--engine processes") as raised:
            next(map_ray((), (), (), address, Limits()))

    assert address in str(raised.value)
