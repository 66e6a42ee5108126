"""The API keys of a usage plan: one for each person. Its value is their `sub`, which the authorizer returns as `usageIdentifierKey`."""

import boto3
from botocore.config import Config

# Cognito waits five seconds for all that its trigger does.
CLIENT = boto3.client(
    "apigateway",
    config=Config(connect_timeout=0.3, read_timeout=1, retries={"mode": "standard", "total_max_attempts": 2}),
)


def admit(person, plan_id, prefix):
    """
    Gives a person their key and adds it to the plan; somebody who has one keeps it. The name is `<prefix><user name>`, so that a later try
    finds the key of one that failed half way. Needs apigateway:GET and apigateway:POST on the keys and the plan.
    """
    key_id = key_of(f"{prefix}{person['username']}", person["sub"])
    try:
        CLIENT.create_usage_plan_key(usagePlanId=plan_id, keyId=key_id, keyType="API_KEY")
    except CLIENT.exceptions.ConflictException:
        # It is in the plan already.
        pass


def key_of(name, value):
    try:
        return CLIENT.create_api_key(name=name, value=value, enabled=True)["id"]
    except CLIENT.exceptions.ConflictException as error:
        for item in CLIENT.get_api_keys(nameQuery=name, limit=500)["items"]:
            if item["name"] == name:
                return item["id"]
        raise RuntimeError("The API key of this person has another name.") from error
