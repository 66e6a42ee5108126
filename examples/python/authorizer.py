"""API Gateway's Lambda authorizer, for REST APIs and HTTP APIs: it lets a request pass whose credential belongs to an active person."""

import datetime
import logging
import os
import re
import threading

from credential import key_of, parse_basic_credential
from outcome_log import log
from person_store import find_identity, note_use

STAGE_ARN = re.compile(r"(arn:[a-z0-9-]+:execute-api:[a-z0-9-]+:\d{12}:[\w-]+/(?:\$default|[\w-]+))/")
SIMPLE = os.environ.get("AUTHORIZER_RESPONSE", "policy") == "simple"


def handler(event, context):
    """
    Raises `Unauthorized`, of which a REST API makes 401, and anything else, of which it makes 500: an outage must not look like a wrong
    credential.
    """
    fields = {"requestId": context.aws_request_id}
    try:
        stage_arn = STAGE_ARN.match(event.get("methodArn") or event["routeArn"])[1]
        fields["apiRequestId"] = event.get("requestContext", {}).get("requestId")
        refusal, identity = judge(authorization_of(event))
    except Exception as error:
        why = {"errorName": type(error).__name__, "errorMessage": str(error)}
        log(logging.ERROR, "the credential could not be checked", outcome="failed", **fields, **why)
        raise RuntimeError("The credential could not be checked") from error
    username = identity.get("username")
    log(logging.INFO, "refused" if refusal else "allowed", outcome=refusal or "allowed", username=username, **fields)
    return answer(event, stage_arn, refusal, identity)


def judge(authorization):
    """Why the gate stays shut, or None; and what is known of the person."""
    if not authorization:
        return "no-credential", {}
    if len(authorization) > 1:
        return "ambiguous", {}
    credential = parse_basic_credential(authorization[0])
    if credential is None:
        return "malformed", {}
    key = key_of(credential)
    identity = find_identity(key)
    if identity is None:
        return "unknown", {}
    if not identity.get("username") or "active" not in identity:
        return "not-a-person", {}
    if identity["active"] is not True:
        return "inactive", identity
    now = datetime.datetime.now(datetime.timezone.utc)
    if "expiresAt" in identity and not now < end_of(identity):
        return "superseded", identity
    hour = now.strftime("%Y-%m-%dT%H:00:00.000Z")
    if identity.get("lastUsedAt", "") < hour:
        # Nobody waits for it. Lambda may stop it with the process, and then the next use writes it down.
        threading.Thread(target=note_use, args=(key, hour), daemon=True).start()
    return None, identity


def end_of(identity):
    """From when a replaced credential counts no longer: long ago, when that cannot be read."""
    try:
        return datetime.datetime.fromisoformat(str(identity["expiresAt"]).replace("Z", "+00:00"))
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.timezone.utc)


def authorization_of(event):
    """The values of the header. Its name comes in the client's case; `multiValueHeaders` alone shows one that was sent twice."""
    if event["type"] == "TOKEN":
        return [event["authorizationToken"]] if event.get("authorizationToken") else []
    several = [values for name, values in (event.get("multiValueHeaders") or {}).items() if is_authorization(name)]
    single = [value for name, value in (event.get("headers") or {}).items() if is_authorization(name)]
    return [value for values in several for value in values] or single


def is_authorization(name):
    return name.lower() == "authorization"


def answer(event, stage_arn, refusal, identity):
    version = event.get("version")
    if version is None and refusal:
        raise Exception("Unauthorized")
    known = {name: identity[name] for name in ("username", "email", "sub") if not refusal and identity.get(name)}
    if version == "2.0" and SIMPLE:
        return {"isAuthorized": not refusal, "context": known}
    policy = {
        # A refusal needs a principal all the same.
        "principalId": known.get("username", "anonymous"),
        "policyDocument": {
            "Version": "2012-10-17",
            # For the whole stage, since API Gateway keeps the policy for other methods.
            "Statement": [
                {
                    "Effect": "Deny" if refusal else "Allow",
                    "Action": "execute-api:Invoke",
                    "Resource": f"{stage_arn}/*",
                }
            ],
        },
    }
    if refusal:
        return policy
    # A REST API counts the request for the API key with this value, where there is a usage plan.
    counted = {"usageIdentifierKey": known["sub"]} if version is None and "sub" in known else {}
    return {**policy, "context": known, **counted}
