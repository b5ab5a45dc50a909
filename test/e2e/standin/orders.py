"""What the test orders while the stack runs: POST /_standin/<order>, its parameters a JSON document.

No face of AWS. It is how the test has an accident happen, an insider act or time
pass, each in the module that models it. An order is carried out when it is
answered; one that cannot be is answered with 400 and why.
"""

import json

import ministack.app as app

_PREFIX = "/_standin/"
_orders = {}


def on(name, act):
    """`act` carries out orders of that name; it is called with the document's fields."""
    _orders[name] = act


def install():
    handle = app._handle_post_body_shortcuts

    async def obey_or_handle(method, path, headers, body, query_params, request_id):
        if method != "POST" or not path.startswith(_PREFIX):
            return await handle(method, path, headers, body, query_params, request_id)
        try:
            _orders[path.removeprefix(_PREFIX)](**json.loads(body))
        except (KeyError, TypeError, ValueError) as error:
            return 400, {"Content-Type": "text/plain"}, repr(error).encode()
        return 200, {"Content-Type": "text/plain"}, b"done"

    app._handle_post_body_shortcuts = obey_or_handle
