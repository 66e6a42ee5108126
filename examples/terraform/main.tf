terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

# Where the calls go and with which credentials is said by the environment: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and so on.
provider "aws" {
  region = var.region
  default_tags {
    tags = { app = var.name, label = var.label }
  }
}

data "aws_caller_identity" "current" {}

locals {
  execute_api = "arn:aws:execute-api:${var.region}:${data.aws_caller_identity.current.account_id}"
}
