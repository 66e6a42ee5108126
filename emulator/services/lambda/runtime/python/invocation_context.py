"""The `context` argument (developer guide, "Using the Lambda context object to retrieve Python function information")."""

import json
import os
import time

from function_errors import RuntimeFault


class Members:
    """An object whose members are named beforehand, and None unless given."""

    names = ()

    def __init__(self, given=None):
        for name in self.names:
            setattr(self, name, (given or {}).get(name))

    def __repr__(self):
        return f"{type(self).__name__}([{','.join(f'{name}={getattr(self, name)}' for name in self.names)}])"


class CognitoIdentity(Members):
    names = ("cognito_identity_id", "cognito_identity_pool_id")


class Client(Members):
    names = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(Members):
    names = ("custom", "env", "client")


class LambdaContext(Members):
    names = (
        "aws_request_id",
        "log_group_name",
        "log_stream_name",
        "function_name",
        "memory_limit_in_mb",
        "function_version",
        "invoked_function_arn",
        "client_context",
        "identity",
        "tenant_id",
    )

    def __init__(self, headers):
        """`headers` are those with which the Runtime API hands the invocation over. Raises RuntimeFault for one that is no JSON."""
        super().__init__(
            {
                "aws_request_id": headers.get("lambda-runtime-aws-request-id"),
                "log_group_name": os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME"),
                "log_stream_name": os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME"),
                "function_name": os.environ.get("AWS_LAMBDA_FUNCTION_NAME"),
                "memory_limit_in_mb": os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
                "function_version": os.environ.get("AWS_LAMBDA_FUNCTION_VERSION"),
                "invoked_function_arn": headers.get("lambda-runtime-invoked-function-arn"),
                "client_context": client_context(parsed(headers, "lambda-runtime-client-context", "Client Context")),
                "identity": identity(parsed(headers, "lambda-runtime-cognito-identity", "Cognito Identity")),
            }
        )
        self._deadline_ms = int(headers.get("lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        print(message, end="")


def client_context(given):
    if given is None:
        return None
    context = ClientContext(given)
    context.client = None if context.client is None else Client(context.client)
    return context


def identity(given):
    given = given or {}
    return CognitoIdentity(
        {
            "cognito_identity_id": given.get("cognitoIdentityId"),
            "cognito_identity_pool_id": given.get("cognitoIdentityPoolId"),
        }
    )


def parsed(headers, header, name):
    text = headers.get(header)
    if not text:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise RuntimeFault("LambdaContextUnmarshalError", f"Unable to parse {name} JSON: {error}") from None
