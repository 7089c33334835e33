"""An address at which no cluster is, and a cluster that does not start."""

from __future__ import annotations

import socket
import sys
from types import SimpleNamespace

import pytest

from detente.engines import ray_data
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


def test_a_cluster_that_does_not_start_in_time_is_said_with_what_to_do(monkeypatch):
    def late(**_):
        raise Exception("The node timed out.\nLook into the logs.")

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(init=late))

    with pytest.raises(ClusterError, match=r"does not start here \(The node timed out\.\): free some memory"):
        ray_data._connect("local")
