"""The table `user` in DynamoDB: for each person one item under their credential, and a guard that makes a second one impossible."""

import logging
import os

import boto3
from botocore.config import Config

from outcome_log import log

TABLE = os.environ["TABLE_NAME"]

# An outage must show as an error of ours before the function's own timeout does: two tries of at most a second each.
CLIENT = boto3.client(
    "dynamodb",
    config=Config(connect_timeout=0.3, read_timeout=1, retries={"mode": "standard", "total_max_attempts": 2}),
)

# Reasons for which a transaction was cancelled that a later try may not meet again.
PASSING = {"TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"}


def insert_person(person, key, created_at):
    """
    Stores a person, unless they are there: `stored`, `exists` when their guard was there, `contended` when trying again may succeed.
    Needs dynamodb:PutItem.
    """
    guard = {"authentication": guard_key(person), "credential": key, "createdAt": created_at}
    record = {**person, "authentication": key, "active": True, "createdAt": created_at}
    try:
        CLIENT.transact_write_items(TransactItems=[put_if_absent(guard), put_if_absent(record)])
        return "stored"
    except CLIENT.exceptions.TransactionCanceledException as error:
        of_guard, of_record = (reason.get("Code") for reason in error.response["CancellationReasons"])
        if of_guard == "ConditionalCheckFailed":
            return "exists"
        if of_record == "ConditionalCheckFailed" or of_guard in PASSING or of_record in PASSING:
            return "contended"
        raise


def has_credential(person):
    """Whether the person's guard is there: they have a credential, or ended theirs. Needs dynamodb:GetItem."""
    return get_item(guard_key(person), ["authentication"]) is not None


def find_identity(key):
    """What is known of the person whose credential is kept under the key, or None. Needs dynamodb:GetItem."""
    item = get_item(key, ["username", "email", "sub", "active", "expiresAt", "lastUsedAt"])
    if item is None:
        return None
    return {name: next(iter(value.values())) for name, value in item.items()}


def note_use(key, hour):
    """Writes down in which hour a credential was used, once an hour. Needs dynamodb:UpdateItem for these two attributes."""
    try:
        CLIENT.update_item(
            TableName=TABLE,
            Key={"authentication": {"S": key}},
            UpdateExpression="SET #used = :hour",
            ConditionExpression="attribute_exists(#key) AND (attribute_not_exists(#used) OR #used < :hour)",
            ExpressionAttributeNames={"#key": "authentication", "#used": "lastUsedAt"},
            ExpressionAttributeValues={":hour": {"S": hour}},
        )
    except CLIENT.exceptions.ConditionalCheckFailedException:
        pass
    except Exception as error:
        log(logging.WARNING, "the hour of a use was not noted", outcome="use-not-noted", errorName=type(error).__name__)


def guard_key(person):
    # There is no `#` in base64, so no guard can be taken for a credential.
    return f"person#{person['userPoolId']}#{person['username']}"


def get_item(key, attributes):
    """Reads consistently: a credential that was switched off a moment ago must not open the gate."""
    # Placeholders, since DynamoDB's list of reserved words grows.
    names = {f"#a{index}": name for index, name in enumerate(attributes)}
    answer = CLIENT.get_item(
        TableName=TABLE,
        Key={"authentication": {"S": key}},
        ConsistentRead=True,
        ProjectionExpression=", ".join(names),
        ExpressionAttributeNames=names,
    )
    return answer.get("Item")


def put_if_absent(values):
    item = {
        name: {"BOOL": value} if isinstance(value, bool) else {"S": value}
        for name, value in values.items()
        if value is not None
    }
    return {
        "Put": {
            "TableName": TABLE,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(#key)",
            "ExpressionAttributeNames": {"#key": "authentication"},
        }
    }
