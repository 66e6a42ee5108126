"""Cognito's post confirmation trigger: a person who has confirmed their sign-up gets their one credential."""

import datetime
import logging
import os
import random
import time

from credential import key_of, mint_credential
from outcome_log import log
from person_store import has_credential, insert_person

# What an end user may read when this fails: Cognito passes it on.
PUBLIC_MESSAGE = "Your account was confirmed but could not be set up. Please contact support"

# The usage plan that people's API keys go into, if there is one, and how the keys' names begin.
PLAN_ID = os.environ.get("PLAN_ID")
KEY_PREFIX = os.environ.get("KEY_PREFIX")
if PLAN_ID:
    # Imported only here: without a plan, no cold start waits for a second client.
    import plan_keys

# Cognito waits five seconds; these tries and their pauses take well under one.
MAX_ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 0.05


def handler(event, context):
    """Answers the event itself, which is what Cognito demands."""
    fields = {"requestId": context.aws_request_id}
    try:
        fields.update(username=event["userName"], sub=event["request"]["userAttributes"].get("sub"))
        outcome = carry_out(event)
    except Exception as error:
        source = event.get("triggerSource") if isinstance(event, dict) else None
        why = {"errorName": type(error).__name__, "errorMessage": str(error), "triggerSource": source}
        log(logging.ERROR, "could not store the person; a repair is needed", outcome="failed", **fields, **why)
        raise RuntimeError(PUBLIC_MESSAGE) from error
    log(logging.INFO, "handled a confirmation", outcome=outcome, **fields)
    return event


def carry_out(event):
    source = event["triggerSource"]
    if source == "PostConfirmation_ConfirmForgotPassword":
        # A new password for Cognito; the credential stays as it is.
        return "nothing-to-store"
    if source != "PostConfirmation_ConfirmSignUp":
        raise ValueError("The trigger source is not one this function handles.")
    attributes = event["request"]["userAttributes"]
    person = {
        "userPoolId": event["userPoolId"],
        "username": event["userName"],
        "sub": attributes["sub"],
        "email": attributes.get("email") or None,
    }
    outcome = store_person(person)
    if PLAN_ID:
        plan_keys.admit(person, PLAN_ID, KEY_PREFIX)
    return outcome


def store_person(person):
    """One credential a person, however often and however concurrently this runs."""
    for attempt in range(MAX_ATTEMPTS):
        if attempt > 0:
            time.sleep(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * random.uniform(0.5, 1))
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        outcome = insert_person(person, key_of(mint_credential(person["username"])), now)
        if outcome == "stored":
            return "stored"
        if outcome == "exists":
            return "already-stored"
    if has_credential(person):
        return "already-stored"
    raise RuntimeError(f"The table was contended in {MAX_ATTEMPTS} tries.")
