// Puts an object of several parts and reads it, sends a message and receives it, by the AWS SDK for Go: a client that shares nothing
// with the others. Ends with code 1 and a sentence for what is wrong.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("done")
}

func run(ctx context.Context) error {
	loaded, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	objects := s3.NewFromConfig(loaded, func(options *s3.Options) { options.UsePathStyle = true })
	bucket, key := aws.String("from-go"), aws.String("a folder/ä+b.bin")
	if _, err := objects.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket}); err != nil {
		return err
	}
	content := bytes.Repeat([]byte("gopher"), 1<<20)
	put := &s3.PutObjectInput{Bucket: bucket, Key: key, Body: bytes.NewReader(content)}
	if _, err := objects.PutObject(ctx, put); err != nil {
		return err
	}
	got, err := objects.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key})
	if err != nil {
		return err
	}
	defer got.Body.Close()
	read, err := io.ReadAll(got.Body)
	if err != nil {
		return err
	}
	if sha256.Sum256(read) != sha256.Sum256(content) {
		return fmt.Errorf("the object came back as %d other bytes", len(read))
	}
	queues := sqs.NewFromConfig(loaded)
	queue, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("from-go")})
	if err != nil {
		return err
	}
	sent := &sqs.SendMessageInput{QueueUrl: queue.QueueUrl, MessageBody: aws.String("hello")}
	if _, err := queues.SendMessage(ctx, sent); err != nil {
		return err
	}
	received, err := queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, WaitTimeSeconds: 5})
	if err != nil {
		return err
	}
	if len(received.Messages) != 1 || *received.Messages[0].Body != "hello" {
		return fmt.Errorf("%d messages came", len(received.Messages))
	}
	return nil
}
