"""What boto3 does by way of the engine: each step fails with what was wrong."""

import hashlib
import json
import os
import sys
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig


def s3(big):
    objects = boto3.client("s3")
    objects.create_bucket(Bucket="from-boto")
    content = os.urandom(big)
    path = sys.argv[2]
    with open(path, "wb") as file:
        file.write(content)
    parts = TransferConfig(multipart_threshold=8 << 20, multipart_chunksize=8 << 20)
    objects.upload_file(path, "from-boto", "dir/big file.bin", Config=parts)
    digest = hashlib.sha256()
    for chunk in objects.get_object(Bucket="from-boto", Key="dir/big file.bin")["Body"].iter_chunks(1 << 20):
        digest.update(chunk)
    assert digest.digest() == hashlib.sha256(content).digest(), "the object came back changed"
    put = objects.generate_presigned_url("put_object", {"Bucket": "from-boto", "Key": "small"})
    # The type is part of what this older signature covers: urllib would add one.
    bare = {"Content-Type": ""}
    urllib.request.urlopen(urllib.request.Request(put, b"presigned", bare, method="PUT"))
    get = objects.generate_presigned_url("get_object", {"Bucket": "from-boto", "Key": "small"})
    assert urllib.request.urlopen(get).read() == b"presigned"
    try:
        urllib.request.urlopen(get.replace("small", "other"))
        raise AssertionError("a presigned URL is good for another object")
    except urllib.error.HTTPError as error:
        assert error.code == 403, error.code
    objects.delete_objects(Bucket="from-boto", Delete={"Objects": [{"Key": "small"}, {"Key": "dir/big file.bin"}]})
    assert "Contents" not in objects.list_objects_v2(Bucket="from-boto")


def messages():
    queues, topics = boto3.client("sqs"), boto3.client("sns")
    fifo = {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    url = queues.create_queue(QueueName="from-boto.fifo", Attributes=fifo)["QueueUrl"]
    for body in ("1", "2", "2", "3"):
        queues.send_message(QueueUrl=url, MessageBody=body, MessageGroupId="g")
    got = queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)["Messages"]
    assert [message["Body"] for message in got] == ["1", "2", "3"], got
    url = queues.create_queue(QueueName="from-sns")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = topics.create_topic(Name="from-boto")["TopicArn"]
    topics.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    topics.publish(TopicArn=topic, Message="hello")
    got = queues.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
    assert json.loads(got[0]["Body"])["Message"] == "hello"
    rules = boto3.client("events")
    rules.put_rule(Name="all", EventPattern='{"source":["from-boto"]}')
    rules.put_targets(Rule="all", Targets=[{"Id": "1", "Arn": arn}])
    rules.put_events(Entries=[{"Source": "from-boto", "DetailType": "t", "Detail": "{}"}])
    queues.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])
    got = queues.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
    assert json.loads(got[0]["Body"])["source"] == "from-boto"


def others():
    ssm, secrets, states = boto3.client("ssm"), boto3.client("secretsmanager"), boto3.client("stepfunctions")
    ssm.put_parameter(Name="/from/boto", Value="1", Type="SecureString")
    assert ssm.get_parameter(Name="/from/boto", WithDecryption=True)["Parameter"]["Value"] == "1"
    secrets.create_secret(Name="from-boto", SecretString="s")
    assert secrets.get_secret_value(SecretId="from-boto")["SecretString"] == "s"
    role = "arn:aws:iam::000000000000:role/any"
    definition = {"StartAt": "a", "States": {"a": {"Type": "Pass", "Result": 7, "End": True}}}
    machine = states.create_state_machine(name="from-boto", roleArn=role, definition=json.dumps(definition))
    run = states.start_execution(stateMachineArn=machine["stateMachineArn"])
    while True:
        found = states.describe_execution(executionArn=run["executionArn"])
        if found["status"] != "RUNNING":
            break
    assert found["output"] == "7", found


s3(int(sys.argv[1]))
messages()
others()
print("done")
