"""MiniStack with its gaps towards AWS mended, as the end-to-end test needs them.

Run with the Python of a virtual environment that holds `ministack[full]==1.5.33`:

    BIND_HOST=127.0.0.1 GATEWAY_PORT=<port> python -B test/e2e/standin

MiniStack reads its settings from the environment when it is imported, so they
are given from outside. The functions' Node is the first `node` on PATH.
Each module beside this one mends one service and names the AWS document it
models. The mends hang on private names of this one version: another version is
refused here rather than run half mended.
"""

from importlib.metadata import version

SUPPORTED = "1.5.33"

if version("ministack") != SUPPORTED:
    raise SystemExit(f"this stand-in mends ministack {SUPPORTED}, got {version('ministack')}")

import access
import delivery
import faults
import locks
import subscriptions
import templates
import timing

for mend in (access, locks, delivery, subscriptions, templates, faults, timing):
    mend.install()

from ministack.app import main

main()
