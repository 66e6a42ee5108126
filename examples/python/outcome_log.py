"""One line of JSON for each outcome, with names of people and things, and never a credential."""

import json
import logging

LOG = logging.getLogger()
LOG.setLevel(logging.INFO)


def log(level, message, **fields):
    shown = {name: value for name, value in fields.items() if value is not None}
    LOG.log(level, json.dumps({"message": message, **shown}))
