"""MiniStack with its gaps towards AWS mended, as the end-to-end test needs them.

Run with the Python of a virtual environment that holds `ministack[full]==1.5.33`:

    GATEWAY_PORT=<port> python -B test/e2e/standin

It listens on loopback only and authorises every call by the policies (AUTH).
The functions' Node is the first `node` on PATH. Each module beside this one
mends one service and names the AWS document it models. The mends hang on
private names of this one version: another is refused rather than run half mended.
"""

import os
from importlib.metadata import version

SUPPORTED = "1.5.33"

if version("ministack") != SUPPORTED:
    raise SystemExit(f"this stand-in mends ministack {SUPPORTED}, got {version('ministack')}")

# MiniStack reads these while it is imported.
os.environ["BIND_HOST"] = "127.0.0.1"
os.environ.setdefault("AUTH", "true")
os.environ.setdefault("IOT_MTLS_ENABLED", "0")

import access
import delivery
import encryption
import faults
import insider
import locks
import orders
import roles
import subscriptions
import templates
import timing

for mend in (access, roles, encryption, locks, delivery, subscriptions, templates, orders, faults, insider, timing):
    mend.install()

from ministack.app import main

main()
